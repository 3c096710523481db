//! Lists of people, as search tools, customer databases and spreadsheets export them.

use inmail_sim::record::checklist::{ALL_BUILT_IN, Checklist};
use inmail_sim::record::prospects::{ListReading, read_prospects};

/// The tier of everybody by the built-in rules, `-` for whoever stands there already and `x` for a row without anybody.
fn tiers(text: &[u8], own: &[(&str, &str)]) -> (String, Option<String>) {
    let (name, rules) = ALL_BUILT_IN[0];
    let checklist = Checklist::read(name, rules).expect("they are sound");
    let wanted = checklist.columns();
    let own: Vec<(String, String)> = own.iter().map(|&(name, called)| (name.into(), called.into())).collect();
    let reading = ListReading { own: &own, wanted: &wanted, ..ListReading::default() };
    let list = read_prospects("list.csv", text, &reading).expect("a list");
    let placed = list
        .prospects
        .iter()
        .map(|prospect| (prospect.line, checklist.tiers()[checklist.place(prospect).tier].name.clone()));
    let left = list.left_out.iter().map(|row| {
        let is_double = row.reason.to_string() == "there already";
        (row.line, if is_double { "-" } else { "x" }.to_owned())
    });
    let mut rows: Vec<(u64, String)> = placed.chain(left).collect();
    rows.sort();
    let said: Vec<String> = rows.into_iter().map(|(_, said)| said).collect();
    (said.join(" "), list.export.map(|export| export.name.clone()))
}

#[test]
fn each_export_is_read_as_it_is() {
    let table = [
        (
            "phantombuster-profile",
            "linkedinProfileUrl,firstName,lastName,linkedinHeadline,linkedinJobTitle,linkedinDescription,companyName,connectionDegree,error\n\
             https://www.linkedin.com/in/ida,Ida,I,CEO of Oak,Chief Executive Officer,Sails,Oak,3rd,\n\
             https://www.linkedin.com/in/jo,Jo,J,Growing firms,VP Sales,,Elm,3rd,\n\
             https://www.linkedin.com/in/kit,Kit,K,Engineer,Engineer,Writes,Ash,2nd,\n\
             https://www.linkedin.com/in/lou,Lou,L,Founder,Co-Founder,,Fir,1st,\n,,,,,,,,Profile not found\n",
            "top rest invite connections x",
        ),
        (
            "evaboot",
            "First Name,Last Name,Full Name,Current Job,Company Name,Linkedin URL Public,Linkedin URL Unique ID,Is Open Profile\n\
             Ida,I,Ida I,Head of Growth,Oak,https://www.linkedin.com/in/ida,https://www.linkedin.com/in/ACwA1,Yes\n\
             Jo,J,Jo J,Account Executive,Elm,https://www.linkedin.com/in/jo,https://www.linkedin.com/in/ACwA2,No\n\
             Kit,K,Kit K,CFO,Ash,,https://www.linkedin.com/in/ACwA3,No\n\
             Kit,K,Kit K,CFO,Ash,https://www.linkedin.com/in/kit,https://www.linkedin.com/in/ACwA3,No\n",
            "open-profiles rest no-degree -",
        ),
        (
            "apollo",
            "First Name,Last Name,Title,Company Name,Person Linkedin Url,Email Sent,Replied\n\
             Ida,I,Founder & CEO,Oak GmbH,http://www.linkedin.com/in/ida,TRUE,FALSE\n\
             Jo,J,VP Sales,Elm,http://www.linkedin.com/in/jo,FALSE,FALSE\n\
             Ida,I,Founder & CEO,Oak,http://www.linkedin.com/in/ida,FALSE,FALSE\n",
            "tried no-degree -",
        ),
        (
            "hubspot",
            "Record ID,First Name,Last Name,Job Title,Company Name,LinkedIn URL,Lead Status,Last Contacted\n\
             1,Ida,I,CEO,Oak,linkedin.com/in/ida,ATTEMPTED_TO_CONTACT,2026-03-01 10:00\n2,Jo,J,Founder,Elm,,,\n3,Kit,K,,Ash,linkedin.com/in/kit,,\n",
            "tried no-degree rest",
        ),
        (
            "recruiter-profiles",
            "First Name,Last Name,Current Title,Current Company,Location,Profile URL\n\
             Ida,I,Principal Engineer,Oak,Rome,https://www.linkedin.com/in/ida\n\
             Ida,I,Principal Engineer,Oak,Rome,https://it.linkedin.com/in/ida?trk=x\n\
             Jo,J,Director of Engineering,Elm,Rome,https://www.linkedin.com/in/jo/it\n",
            "rest - no-degree",
        ),
        (
            "lemlist",
            "_id,firstName,lastName,companyName,jobTitle,linkedinUrl,icebreaker,lastState\n\
             1,Ida,I,Oak,CEO,https://www.linkedin.com/in/ida,Your talk,emailsSent\n2,Jo,J,Elm,CMO,https://www.linkedin.com/in/jo,,emailsReplied\n\
             3,Kit,K,Ash,Clerk,https://www.linkedin.com/in/kit,,imported\n4,Lou,L,Fir,CFO,https://www.linkedin.com/in/lou,,linkedinInviteDone\n",
            "tried answered rest tried",
        ),
    ];
    for (name, text, expected) in table {
        assert_eq!(tiers(text.as_bytes(), &[]), (expected.to_owned(), Some(name.to_owned())), "{name}");
    }
}

#[test]
fn trackers_and_spreadsheets_say_it_in_their_own_way() {
    let tracker = "Name,Title,Company,LinkedIn Profile URL,Connection Status,Connection Request Sent At,Notes\n\
        Ida,CEO,Oak,https://www.linkedin.com/in/ida,Connected,2026-03-01,\nJo,CEO,Elm,https://www.linkedin.com/in/jo,Request Sent,2026-03-01,fair\n\
        Kit,CEO,Ash,https://www.linkedin.com/in/kit,Not Connected,,fair\nLou,CEO,Fir,https://www.linkedin.com/in/lou,,,fair\n";
    let stated = [("degree", "Connection Status"), ("invited", "Connection Request Sent At")];
    for own in [&[][..], &stated] {
        assert_eq!(tiers(tracker.as_bytes(), own).0, "connections tried no-degree no-degree");
    }
    // As a German spreadsheet saves it.
    let german = b"Profil-URL;Name;Position;Firma;Kontaktgrad;Open Profile;Notiz\n\
        https://www.linkedin.com/in/ida;\xc4nne \xd6l;Gesch\xe4ftsf\xfchrerin;M\xfcller;3.;WAHR;Messe\n\
        https://www.linkedin.com/in/jo;Jo;Leiter Vertrieb;M\xfcller;2.;FALSCH;\n";
    assert_eq!(tiers(german, &[]).0, "open-profiles invite");
    let of_firms = "Name,Title,Company,URL,LinkedIn\nIda,CEO,Oak,https://oak.example,https://www.linkedin.com/company/oak\n\
        Jo,CFO,Oak,https://oak.example,https://www.linkedin.com/company/oak\n";
    assert_eq!(tiers(of_firms.as_bytes(), &[]).0, "no-degree no-degree");
    assert_eq!(tiers(b"Full name,Job title\nJan Smit,CEO\nJan Smit,Head of Sales\n", &[]).0, "no-degree no-degree");
    let hidden = "profileUrl,fullName,title,companyName,connectionDegree,summary\n,Usuário do LinkedIn,CEO,Oak,Out of Network,boats\n\
        ,Usuário do LinkedIn,CFO,Oak,Out of Network,boats\n,Membre LinkedIn,CEO,Oak,Out of Network,boats\n\
        ,Membre LinkedIn,CTO,Oak,Out of Network,boats\n";
    assert_eq!(tiers(hidden.as_bytes(), &[]).0, "top top top top");
    let addresses = "profileUrl,fullName,title,companyName\n\"https://www.linkedin.com/sales/lead/ACwAB7,NAME_SEARCH,x\",Ida,CEO,Oak\n\
        \"https://www.linkedin.com/sales/people/ACwAB7,NAME_SEARCH,y\",Ida,CEO,Oak\nhttps://www.linkedin.com/in/ACwAB7,Ida,CEO,Oak Ltd\n\
        linkedin.com/in/ida,Ida,CEO,Oak AG\nhttps://de.linkedin.com/in/Ida/?x=de,Ida,CEO,Oak SE\n\
        https://www.linkedin.com/in/zo%C3%AB,Zoë,CEO,Elm\nhttps://www.linkedin.com/in/zoë,Zoe,CEO,Elm Ltd\n";
    assert_eq!(tiers(addresses.as_bytes(), &[]).0, "no-degree - - no-degree - no-degree -");
}

#[test]
fn degrees_and_titles_are_what_a_person_reads() {
    // Beside somebody else, so that the list has degrees.
    let one = |title: &str, degree: &str| {
        let text = format!(
            "profileUrl,fullName,title,connectionDegree,summary\nhttps://www.linkedin.com/in/ida,Ida,\"{title}\",{degree},boats\n\
             https://www.linkedin.com/in/jo,Jo,Clerk,3rd,\n"
        );
        let (tiers, _) = tiers(text.as_bytes(), &[]);
        tiers.split(' ').next().map(str::to_owned).expect("there are two")
    };
    for (tier, degrees) in [
        ("connections", "1st|1|First|Connected|F|1er"),
        ("invite", "2nd|· 2nd|2nd degree connection|2|2º|2e|2.|S|Second|2nd+|DISTANCE_2"),
        ("top", "3rd|3RD+|DISTANCE_3|OUT_OF_NETWORK|Out of network|3+|3rd degree+|O"),
        ("rest", "Pending|GROUP"),
    ] {
        degrees.split('|').for_each(|degree| assert_eq!(one("CEO", degree), tier, "{degree}"));
    }
    for (tier, titles) in [
        (
            "top",
            "COO @ Oak | Speaker;Vice President of Product, Cloud;VP-Finance EMEA;Associate Director, Research;General Partner at a fund;\
             Global Head, Tax;Co-owner, Red Bakery;Directrice Générale Adjointe;Gerente de Compras;Sócia-diretora;\
             代表取締役;Генеральный директор;\
             Wiceprezes zarządu;VD;Toimitusjohtaja;Dyrektor finansowy;Genel Müdür",
        ),
        (
            "rest",
            "Helping CFOs sleep better;I help owners scale to 10M;Chief of Staff to the COO;Assistant Vice President, Cards;\
             Director of First Impressions (Front desk);Key Account Manager;HR Business Partner;Leiter Einkauf (m/w/d) gesucht;\
             Retired CFO;ex-CEO, now building something new;Founding Designer;Managing Consultant;CxO advisor;\
             President-elect, Chess Club;Chef de projet",
        ),
    ] {
        titles.split(';').for_each(|title| assert_eq!(one(title, "3rd"), tier, "{title}"));
    }
}
