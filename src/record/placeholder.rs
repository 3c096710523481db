//! What LinkedIn writes in place of the name of somebody who has left or is out of reach, in the languages of its interface.
//! It is the same for all of them, so that it tells nobody from anybody.

use super::plain::unaccented;

/// The name of LinkedIn, without accents.
const BRANDS: [&str; 6] = ["linkedin", "领英", "領英", "リンクトイン", "링크드인", "लिंक्डइन"];

/// Words for a member or a user, without accents, a line a family of languages. `linkedin` and the words between are left out.
const MEMBERS: &str = "member user \
    mitglied nutzer benutzer lid gebruiker medlem medlemmen anvandare bruger bruker jasen kayttaja \
    membre utilisateur miembro usuario membro utente utilizador membru utilizator \
    miyembro uye uyesi kullanici kullanicisi tag felhasznalo \
    czlonek uzytkownik clen uzivatel pouzivatel участник участница пользователь учасник користувач член потребител \
    μελος χρηστης عضو مستخدم חבר משתמש \
    anggota ahli pengguna สมาชิก ผู้ใช้ thanhvien nguoidung \
    メンバー 会員 ユーザー 회원 사용자 会员 用户 會員 用戶 成員 सदस्य सदस्यः";

/// Words between the two, and what is added to a word for either sex.
const BETWEEN: &str = "a o e do da de di du of the to in no na en i sur chez von van bei pa serwisu site siti siete portalu του στο ב في ng ใน के का on";

/// Does this stand in place of a name?
pub(crate) fn is_placeholder(name: &str) -> bool {
    let (latin, others) = (BRANDS[0], &BRANDS[1..]);
    let is_named = name.as_bytes().windows(latin.len()).any(|part| part.eq_ignore_ascii_case(latin.as_bytes()));
    // Nearly all names end here.
    if !is_named && (name.is_ascii() || !others.iter().any(|brand| name.contains(brand))) {
        return false;
    }
    let plain = unaccented(name);
    let Some(brand) = BRANDS.iter().find(|brand| plain.contains(&unaccented(brand))) else { return false };
    let rest = plain.replacen(&unaccented(brand), " ", 1);
    // Marks of other scripts are parts of words.
    let is_divider = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '·' | '‑' | '–' | '־');
    let words = rest.split(is_divider).filter(|word| !word.is_empty() && !BETWEEN.split(' ').any(|idle| idle == *word));
    let rest: String = words.collect();
    MEMBERS.split_whitespace().any(|member| unaccented(member) == rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_left_is_told_in_every_language_of_the_interface() {
        for name in [
            "LinkedIn Member",
            " linkedin member ",
            "LinkedIn User",
            "LinkedIn-Mitglied",
            "LinkedIn Mitglied",
            "Membre LinkedIn",
            "Membre de LinkedIn",
            "Utilisateur LinkedIn",
            "Miembro de LinkedIn",
            "Usuario de LinkedIn",
            "Usuário do LinkedIn",
            "Membro do LinkedIn",
            "Utilizador do LinkedIn",
            "Utente di LinkedIn",
            "Membro di LinkedIn",
            "LinkedIn-lid",
            "LinkedIn-medlem",
            "LinkedIn-användare",
            "LinkedIn-jäsen",
            "Użytkownik LinkedIn",
            "Członek serwisu LinkedIn",
            "Člen sítě LinkedIn",
            "Člen siete LinkedIn",
            "Membru LinkedIn",
            "LinkedIn-tag",
            "LinkedIn Üyesi",
            "Участник LinkedIn",
            "Пользователь LinkedIn",
            "Учасник LinkedIn",
            "Μέλος του LinkedIn",
            "عضو في LinkedIn",
            "חבר ב-LinkedIn",
            "Anggota LinkedIn",
            "Ahli LinkedIn",
            "สมาชิก LinkedIn",
            "Thành viên LinkedIn",
            "LinkedInメンバー",
            "LinkedIn 회원",
            "领英会员",
            "領英會員",
            "LinkedIn 用戶",
            "LinkedIn सदस्य",
            "Miyembro ng LinkedIn",
        ] {
            assert!(is_placeholder(name), "{name}");
        }
    }

    #[test]
    fn a_name_or_a_page_is_none() {
        for name in
            ["", "LinkedIn", "Ann Abel", "Member", "LinkedIn Sales Solutions", "Linked In", "Kim Membre", "会员"]
        {
            assert!(!is_placeholder(name), "{name}");
        }
    }
}
