// Tables that are wider than their place say so: where no bar can be seen, nobody knows that there is more.

const END = 4;

function tell(node) {
  const rest = node.scrollWidth - node.clientWidth;
  if (rest <= END) delete node.dataset.more;
  else node.dataset.more = node.scrollLeft < rest - END ? "right" : "left";
}

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => tell(target)));

/** Watches the tables in `container`, which were just painted. */
export function watch(container) {
  for (const node of container.querySelectorAll(".wide:not([data-watched])")) {
    node.dataset.watched = "";
    sizes.observe(node);
    node.addEventListener("scroll", () => tell(node), { passive: true });
  }
}
