import { expect, test } from "vitest";
import { ARRIVAL, Inbox, MAIL } from "../../src/engine/mail.js";
import { Memory } from "../../src/engine/memory.js";
import { Page } from "../../src/engine/pages.js";
import { below, dice } from "./dice.js";

test("an inbox finds the letters of each zone on the pages of all threads, and forgets those of the window before", () => {
  const roll = dice(7);
  const zoneOf = Uint16Array.from({ length: 100 }, (_, place) => place % 9);
  const inbox = new Inbox(10, zoneOf);
  for (const rows of [0, 3, 700, 0, 5]) {
    const pages = [0, 1, 2].map(() => new Page(MAIL, new Memory(false)));
    const expected = Array.from({ length: 10 }, () => [] as number[]);
    for (let person = 0; person < rows; person++) {
      const page = pages[below(roll, 3)]!;
      const row = page.add();
      const place = below(roll, 100);
      page.columns.kind[row] = ARRIVAL;
      page.columns.to[row] = place;
      page.columns.person[row] = person;
      expected[zoneOf[place]!]!.push(person);
    }
    inbox.sort(pages);
    expected.forEach((people, zone) => {
      const found: number[] = [];
      inbox.read(zone, (mail, row) => found.push(mail.person[row]!));
      expect(inbox.has(zone)).toBe(people.length > 0);
      expect(found.sort((a, b) => a - b)).toEqual(people);
    });
  }
});
