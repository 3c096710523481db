//! The parts of the page.

use maud::Render;

use super::markup::{Text, embedded, shell};

#[test]
fn nothing_of_a_text_is_markup() {
    assert_eq!(
        Text("<script>alert('a' & \"b\")</script>\u{7}").render().into_string(),
        "&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;)&lt;/script&gt;\u{fffd}"
    );
}

#[test]
fn a_drawing_has_ids_of_its_own_and_no_address() {
    let svg = "<?xml version=\"1.0\"?>\n<svg width=\"1\" xmlns=\"http://www.w3.org/2000/svg\"><clipPath id=\"a\"/>\
               <g clip-path=\"url(#a)\"><use href=\"#a\"/></g></svg>";
    assert_eq!(
        embedded(svg, "cost"),
        "<svg width=\"1\"><clipPath id=\"cost-a\"/><g clip-path=\"url(#cost-a)\"><use href=\"#cost-a\"/></g></svg>"
    );
}

#[test]
fn a_command_can_be_typed_again() {
    assert_eq!(shell("which-plan.toml"), "which-plan.toml");
    assert_eq!(shell("touch.a.reply_rate=10% to 25%"), "'touch.a.reply_rate=10% to 25%'");
    assert_eq!(shell("it's"), "'it'\\''s'");
}
