// Sorts a table by the column whose heading is pressed; without this script the tables are as they stand.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  if (body.rows.length < 2) continue;
  const headings = table.tHead.rows[0].cells;
  Array.from(headings).forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const numbers = Array.from(body.rows).some((row) => row.cells[column].dataset.value !== undefined);
      const key = (row) => {
        const cell = row.cells[column];
        if (!numbers) return cell.textContent;
        return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
      };
      const compare = (one, other) => {
        const [a, b] = [key(one), key(other)];
        // What is undefined or infinite comes last, whichever way.
        if (a === null || b === null) return (a === null) - (b === null);
        const order = numbers ? a - b : a.localeCompare(b, "en");
        return down ? -order : order;
      };
      body.append(...Array.from(body.rows).sort(compare));
    });
  });
}

// Unfolds all that is folded, to be read or printed.
const folded = document.querySelectorAll("details.part");
if (folded.length > 0) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "unfold";
  button.textContent = "Unfold everything";
  button.addEventListener("click", () => {
    const unfolds = Array.from(folded).some((part) => !part.open);
    for (const part of folded) part.open = unfolds;
    button.textContent = unfolds ? "Fold again" : "Unfold everything";
  });
  document.querySelector(".summary").append(button);
}
