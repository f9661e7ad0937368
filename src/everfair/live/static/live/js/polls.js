/**
 * Polls beside a stream. `live:poll` brings votes as they come in ({do: "votes", id, votes, voters}); a poll that opens
 * or closes is loaded, and its tab says that there is something new.
 */

import "./questions-refusals.js";
import { reload, spread } from "./watching-spread.js";

const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-live]"));
const panel = /** @type {HTMLElement} */ (document.querySelector("[data-polls]"));
const inNumbers = new Intl.NumberFormat(document.documentElement.lang);

/** @param {{id: string, votes: number[], voters: number}} news */
function count({ id, votes, voters }) {
  const poll = panel.querySelector(`[data-poll="${CSS.escape(id)}"]`);
  const told = poll?.querySelector("[data-voters]");
  if (!told) return;
  told.textContent = inNumbers.format(voters);
  for (const [place, crosses] of votes.entries()) {
    const row = poll.querySelector(`[data-option="${place}"]`);
    row.querySelector("[data-votes]").textContent = inNumbers.format(crosses);
    row.querySelector("rect").setAttribute("width", String(Math.round((100 * crosses) / Math.max(voters, 1))));
  }
}

function announce() {
  const side = panel.closest("[role=tabpanel]");
  const tab = side?.hidden ? document.querySelector(`[role=tab][aria-controls="${side.id}"]`) : null;
  if (!tab) return;
  tab.dataset.news = "";
  tab.addEventListener("click", () => delete tab.dataset.news, { once: true });
}

page?.addEventListener("live:poll", ({ detail }) => {
  if (detail.do === "votes") {
    count(detail);
    return;
  }
  spread(page, () => reload(panel));
  announce();
});
page?.addEventListener("live:reset", () => spread(page, () => reload(panel)));
