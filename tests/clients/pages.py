"""Opens the pages, pictures and files of scenarios in the programs that people open them with, and fails where something is
out of place.

    python -m venv venv && venv/bin/pip install -r tests/clients/requirements.txt
    venv/bin/python tests/clients/pages.py target/release/inmail-sim scenarios/which-plan.toml …

Pages in Chromium (/usr/bin/chromium, or $CHROMIUM): printed, 390 px wide, in the dark, and by axe-core. Pictures in
python-pptx and Chromium, scenario files in tombi, taplo and check-jsonschema, what `--format json` prints in the last of
these. Outside CI: it takes minutes and many packages.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from pptx import Presentation
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
BIN = Path(sys.executable).parent
EMU = 914400
# What stands over the table of all values, and what its rows have.
HEAD, ROW = "as stated", "touch."

faults = []


def claim(is_so, what):
    if not is_so:
        faults.append(what)


def run(*command, statuses=(0,)):
    ended = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    claim(ended.returncode in statuses, f"{' '.join(map(str, command))}: {ended.stdout}{ended.stderr}".strip())
    return ended.stdout


def looked_at(browser, page_file, work):
    """A page: wide and narrow, in light and dark, and on paper."""
    where = f"{page_file.parent.name}/{page_file.name}"
    for scheme in ("light", "dark"):
        for width in (1280, 390):
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            page.goto(page_file.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
            beyond = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
            claim(beyond <= 0, f"{where}, {width} px: {beyond} px beyond the edge")
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            light = sum(int(part) for part in ground.strip("rgba()").split(",")[:3]) / 3
            claim((light < 64) == (scheme == "dark"), f"{where}: its ground is {ground} in {scheme}")
            # Charts fit the dark: what is white in them is not.
            filtered = page.evaluate("(s => s ? getComputedStyle(s).filter : '')(document.querySelector('.chart svg'))")
            claim(not filtered or (filtered != "none") == (scheme == "dark"), f"{where}: charts in {scheme}: {filtered}")
            for violation in Axe().run(page).response["violations"]:
                if any(tag in ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa") for tag in violation["tags"]):
                    claim(False, f"{where}, {width} px, {scheme}: axe-core: {violation['id']}: {violation['help']}")
            context.close()
    printed(browser, page_file, where, work)


def printed(browser, page_file, where, work):
    page = browser.new_page()
    page.goto(page_file.as_uri())
    finding = page.locator(".finding").first.inner_text()
    sheets = {}
    for unfolded in (False, True):
        if unfolded:
            page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        path = work / f"{unfolded}.pdf"
        page.pdf(path=path, format="A4", prefer_css_page_size=True)
        sheets[unfolded] = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(path).pages]
    page.close()
    plain = lambda text: "".join(text.split())
    claim(plain(finding) in plain(sheets[False][0]), f"{where}, printed: the finding is not on the first sheet")
    rows = [sheet for sheet in sheets[True] if sheet.count(ROW) >= 2]
    headless = [number for number, sheet in enumerate(rows, 1) if HEAD not in sheet]
    claim(not headless, f"{where}, printed: no heads of the table of values on {headless} of {len(rows)} sheets")
    print(f"  {where}: {len(sheets[False])} sheets, {len(sheets[True])} unfolded, {len(rows)} of them with values")


def pictured(browser, folder, inches):
    """Pictures: as wide as they should be in a presentation, and every text of a drawing inside of it."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = int(40 / 3 * EMU), int(7.5 * EMU)
    pictures = sorted(folder.glob("*.png"))
    claim(pictures, f"{folder}: no pictures")
    for path in pictures:
        slide = slides.slides.add_slide(slides.slide_layouts[6])
        picture = slide.shapes.add_picture(str(path), 0, 0)
        width, height = picture.width / EMU, picture.height / EMU
        claim(abs(width - inches) < 0.02, f"{path.name}: {width:.2f} inches wide, not {inches:.2f}")
        is_slide = abs(inches - 40 / 3) < 0.01
        claim(not is_slide or abs(height - 7.5) < 0.02, f"{path.name}: {height:.2f} inches high on a slide of 7.5")
    page = browser.new_page()
    for path in sorted(folder.glob("*.svg")):
        page.goto(path.as_uri())
        outside = page.evaluate(
            """() => { const box = document.documentElement.viewBox.baseVal;
            return [...document.querySelectorAll('text')].filter(text => { const at = text.getBBox();
            return at.x < -1 || at.y < -1 || at.x + at.width > box.width + 1 || at.y + at.height > box.height + 1;
            }).map(text => text.textContent.trim()); }"""
        )
        claim(not outside, f"{path.name}: outside of the drawing: {outside}")
    page.close()
    print(f"  {folder.parent.name}/{folder.name}: {len(pictures)} pictures {inches:.2f} inches wide")


def checked(scenario):
    """A scenario file, by the schema that it names."""
    schema = ROOT / "schemas" / "scenario.schema.json"
    run(BIN / "tombi", "lint", "--offline", "--error-on-warnings", scenario)
    run(BIN / "taplo", "check", "--schema", schema.as_uri(), scenario)
    run(BIN / "check-jsonschema", "--schemafile", schema, scenario)


def main():
    program, scenarios = Path(sys.argv[1]).resolve(), sys.argv[2:]
    results = ROOT / "schemas" / "results.schema.json"
    with tempfile.TemporaryDirectory() as work, sync_playwright() as player:
        work, browser = Path(work), player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scenario in scenarios:
            stem = Path(scenario).stem
            print(stem)
            checked(scenario)
            vary = ["--vary", "weeks=8,12,16"]
            commands = {"run": [], "sensitivity": [], "sweep": vary}
            for form, inches in (("page", 10), ("slides", 40 / 3)):
                folder = work / form / stem
                for command, more in commands.items() if form == "page" else [("run", [])]:
                    options = ["--out", work / form, "--charts", form, "--trials", "500", "--format", "json", "--quiet"]
                    document = work / "document.json"
                    document.write_text(run(program, command, scenario, *more, *options, statuses=(0, 3)))
                    run(BIN / "check-jsonschema", "--schemafile", results, document)
                    json.loads(document.read_text())
                pictured(browser, folder, inches)
            for page in sorted((work / "page" / stem).glob("*.html")):
                looked_at(browser, page, work)
        browser.close()
    print("\n".join(faults) if faults else "everything is in its place")
    sys.exit(bool(faults))


main()
