import { exactAddress, shownName } from "../../../domain/label";
import type { Hooks } from "../hooked/hooks";
import { onePerson } from "../people";
import { recipientSelectors, selectors } from "./selectors";

/** The second line of a recipient holds nothing but the address. */
const ADDRESS_LINE = ".option__linetwo";

/** What the database calls the message, in the link that folds it. */
const nameOf = (root: HTMLElement): string | null =>
  /\/thread\/(\d+)/.exec(
    root.querySelector('.envelope__header a[href*="/thread/"]')?.getAttribute("href") ?? "",
  )?.[1] ?? null;

export const nextcloud: Hooks = {
  id: "nextcloud",
  composes: {
    selectors,
    recipientSelectors,
    recipient(chip) {
      const second = chip.querySelector(ADDRESS_LINE)?.textContent;
      const shown = (chip.textContent ?? "").trim();
      const titles = [...chip.querySelectorAll<HTMLElement>("[title]")].map(({ title }) => title);
      const name = chip.querySelector(".option__lineone")?.textContent;
      return { sure: onePerson([second], name), shown, told: [shown, ...titles] };
    },
  },
  messages: {
    selectors,
    sender(element) {
      const address = exactAddress(element.textContent ?? "");
      return address && { address, name: shownName(element.parentElement?.firstChild?.textContent ?? "") };
    },
    name: nameOf,
    source(root) {
      const id = nameOf(root);
      const [base] = /^.*\/apps\/mail(?=\/|$)/.exec(location.pathname) ?? [];
      return id && base ? new URL(`${base}/api/messages/${id}/export`, location.origin) : null;
    },
  },
};
