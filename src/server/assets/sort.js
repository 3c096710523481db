// Tables that are sorted by the column whose heading is pressed, as on the pages that the program writes. A newer answer keeps
// the order that somebody asked for.

import { button } from "./dom.js";

const orders = new WeakMap();

/** Makes the table in `container`, which was just painted, one that can be sorted. */
export function sortable(container) {
  const table = container.querySelector("table.sortable");
  if (!table || table.tBodies[0].rows.length < 2 || table.querySelector("th button")) return;
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const press = button("", () => {
      const isDown = heading.getAttribute("aria-sort") === "ascending";
      orders.set(container, { name: heading.textContent, isDown });
      sort(table, headings, column, isDown);
    });
    press.append(...heading.childNodes);
    heading.append(press);
  });
  const order = orders.get(container);
  const column = order ? headings.findIndex((heading) => heading.textContent === order.name) : -1;
  if (column >= 0) sort(table, headings, column, order.isDown);
}

function sort(table, headings, column, isDown) {
  for (const heading of headings) heading.removeAttribute("aria-sort");
  headings[column].setAttribute("aria-sort", isDown ? "descending" : "ascending");
  const rows = [...table.tBodies[0].rows];
  const areNumbers = rows.some((row) => row.cells[column].dataset.value !== undefined);
  const key = ({ cells }) => {
    const { dataset, textContent } = cells[column];
    if (!areNumbers) return textContent;
    return dataset.value === undefined ? null : Number(dataset.value);
  };
  table.tBodies[0].append(...rows.sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    // What is undefined or infinite comes last, whichever way.
    if (a === null || b === null) return (a === null) - (b === null);
    const order = areNumbers ? a - b : a.localeCompare(b, "en");
    return isDown ? -order : order;
  }));
}
