/**
 * What the end of an episode leaves open. Of all that is on offer what ranks highest is taken, and nobody, no door and no order is
 * taken twice: an order that is given and has not begun (8 for bombs, else 4); someone bitten of whom nothing is known yet (3); one
 * who has become a hybrid (3); a shut door (0); a zone just reached (3.5). Besides 3 for someone of the cast, 2 for
 * those whom the next episode follows, 1 for those of this one. Else the numbers, beside those of before. All assumed.
 */
import { nounsOf } from "../report/headline.js";
import { count, counted, duration, share } from "../report/words.js";
import type { Count } from "./chronicle.js";
import type { Happening } from "./events.js";
import type { Order } from "./orders.js";
import type { Resident } from "./people.js";
import type { Passage, Prose } from "./prose.js";
import type { Plot, Standing } from "./strands.js";
import { countBins } from "./survey.js";
import { capital, possessive, pronoun } from "./tell.js";
import { whereabouts } from "./where.js";
import type { Material } from "./writer.js";

const BOMBS = 8;
const ORDER = 4;
const HEALTH = 3;
const ARRIVAL = 3.5;
const OF_CAST = 3;
const NEXT = 2;
const HERE = 1;
/** s after a bite up to which what comes of it is open to a reader. */
const OPEN_FOR = 7200;
/** Infections from which on it is told what has become of them. */
const LEAST_SO_FAR = 5;

interface Offer {
  readonly rank: number;
  readonly key: string;
  readonly passage: () => Passage;
}

export class Cliffhangers {
  private readonly taken = new Set<string>();
  private readonly done: string;
  /** Endings on a hybrid so far: each is told in another way. */
  private hybrids = 0;

  constructor(
    private readonly material: Material,
    private readonly prose: Prose,
  ) {
    this.done = nounsOf(material.run.scenario).done;
  }

  /** That of an episode, with the numbers so far. */
  after(plot: Plot, next: Plot, soFar: Count): Passage {
    const offers = [...this.people(plot, next, soFar), ...this.orders(plot), ...this.arrivals(plot)];
    const free = offers.filter(({ key }) => !this.taken.has(key));
    const numbers: Offer = { rank: -1, key: "", passage: () => this.grown(plot, soFar) };
    const best = free.reduce((a, b) => (b.rank > a.rank ? b : a), numbers);
    if (best.key !== "") this.taken.add(best.key);
    return best.passage();
  }

  private *people({ open, strands, to }: Plot, next: Plot, soFar: Count): Generator<Offer> {
    const { people, teller } = this.material;
    const soon = new Set(next.strands.map(({ person }) => person));
    const here = new Set(strands.map(({ person }) => person));
    for (const [person, standing] of open) {
      const resident = people.get(person);
      if (resident === undefined || !(soon.has(person) || here.has(person) || resident.isCast)) continue;
      const { health, hiding } = standing;
      const rank = (resident.isCast ? OF_CAST : 0) + (soon.has(person) ? NEXT : 0) + (here.has(person) ? HERE : 0);
      const conduct = health === undefined ? undefined : teller.conductOf(health.state);
      if (health?.kind === "infected" && conduct === "person") {
        if (to - health.time > OPEN_FOR) continue;
        const passage = () => this.bitten(resident, health, hiding, to, soFar);
        yield { rank: rank + HEALTH, key: `bitten ${person}`, passage };
      } else if (health !== undefined && health.kind !== "killed" && conduct === "hybrid") {
        if (!resident.isCast && to - health.time > OPEN_FOR) continue;
        yield { rank: rank + HEALTH, key: `hybrid ${person}`, passage: () => this.hybrid(resident, health) };
      } else if (hiding?.place != null && (soon.has(person) || here.has(person))) {
        yield { rank, key: `door ${hiding.place}`, passage: () => this.hidden(resident, hiding, to) };
      }
    }
  }

  private *orders(plot: Plot): Generator<Offer> {
    const { orders, effects } = this.material;
    for (const [row, order] of orders.entries()) {
      const id = effects.ordered[row];
      if (id === undefined || order.time >= plot.to || order.begins <= plot.to) continue;
      const rank = order.what.do === "bombing" ? BOMBS : ORDER;
      yield { rank, key: `order ${row}`, passage: () => this.ordered(order, id, plot) };
    }
  }

  /** A zone reached in the last third of an episode. */
  private *arrivals({ span }: Plot): Generator<Offer> {
    const late = Math.floor((span.first + 2 * span.end) / 3);
    const bins = this.material.survey.bins.slice(late, span.end);
    const arrival = bins.flatMap((bin) => bin.arrivals).at(-1);
    if (arrival === undefined || arrival.other === null) return;
    yield { rank: ARRIVAL, key: `zone ${arrival.zone}`, passage: () => this.arrived(arrival) };
  }

  /** An order that has not begun, and who of those followed was last seen where it strikes. */
  private ordered({ what, begins }: Order, id: number, { to, open }: Plot): Passage {
    const events = [id];
    const inside: string[] = [];
    const target = "area" in what ? (what.area.around ?? what.area.place) : undefined;
    for (const [person, { hiding }] of open) {
      const resident = this.material.people.get(person);
      if (target === undefined || resident === undefined || hiding?.buildingName !== target) continue;
      if (inside.length === 3) break;
      inside.push(`${this.prose.introduce(person).replace(/,$/, "")} [#${hiding.id}]`);
      events.push(hiding.id);
    }
    const who = inside.length === 0 ? "" : ` Still hidden in ${target}: ${inside.join("; ")}.`;
    const text = `“${capital(what.name)}”: the order is given [#${id}]. It is ${duration(begins - to)} to ${this.prose.time(begins)}.${who}`;
    return { text, events };
  }

  private bitten(
    resident: Resident,
    event: Happening,
    hiding: Standing["hiding"],
    to: number,
    { infected, turned }: Count,
  ): Passage {
    const where = hiding === undefined ? "" : `, behind a shut door ${whereabouts(hiding)} [#${hiding.id}]`;
    const who = this.prose.introduce(resident.person);
    const minutes = Math.max(1, Math.round((to - event.time) / 60));
    const ago = minutes < 90 ? counted(minutes, "minute", "minutes") : duration(60 * minutes);
    const odds =
      infected < LEAST_SO_FAR
        ? "Nothing has come of it yet."
        : `Of the ${count(infected)} ${this.done} so far ${count(turned)} have turned.`;
    const text = `${capital(who)} was ${this.done} ${ago} ago [#${event.id}]${where}. ${odds}`;
    return { text, events: [event.id, ...(hiding === undefined ? [] : [hiding.id])] };
  }

  private hybrid(resident: Resident, event: Happening): Passage {
    const who = this.prose.introduce(resident.person);
    const { subject } = pronoun(resident.sex);
    const since = this.prose.time(event.time);
    const texts = [
      `Since ${since} ${who} is a hybrid: strong, hungry, and still of ${possessive(resident.sex)} own mind [#${event.id}]. What ${subject} will do with it nobody knows.`,
      `${who} bears since ${since} what turns others, and has kept ${possessive(resident.sex)} mind [#${event.id}]. Hunger can take it any time.`,
      `Among those who are left is a hybrid since ${since}: ${who.replace(/,$/, "")} [#${event.id}].`,
    ];
    const text = texts[Math.min(this.hybrids++, texts.length - 1)]!;
    return { text, events: [event.id] };
  }

  /** Whoever hides may do so for days. */
  private hidden({ person, sex }: Resident, hiding: Happening, to: number): Passage {
    const who = this.prose.introduce(person).replace(/,$/, "");
    const long = duration(Math.max(60, to - hiding.time));
    const text = `The door is still shut ${whereabouts(hiding)}. Behind it, for ${long} now: ${who} [#${hiding.id}]. Nobody comes for ${pronoun(sex).object} yet.`;
    return { text, events: [hiding.id] };
  }

  private arrived(event: Happening): Passage {
    const where = whereabouts(event).replace(` in ${event.zone}`, "");
    const residents = this.material.run.city.zones.find(({ name }) => name === event.zone)?.residents;
    const people = residents === undefined ? "" : ` ${count(residents)} people live there.`;
    const text = `At ${this.prose.time(event.time)} the first is ${this.done} in ${event.zone}, ${where} [#${event.id}].${people}`;
    return { text, events: [event.id] };
  }

  /** How the numbers have grown in the episode. */
  private grown({ span, from, to }: Plot, { infected }: Count): Passage {
    const bins = this.material.survey.bins.slice(span.first, span.end);
    const before = infected - countBins(bins).infected;
    const { last } = bins.findLast((bin) => bin.last >= 0)!;
    const times = infected / before;
    const growth =
      times < 1.2
        ? `, ${count(before)} of them before ${this.prose.time(from)}`
        : `, ${Number(times.toFixed(1))} times as many as at ${this.prose.time(from)}`;
    const those = infected === 1 ? "One person has" : `${count(infected)} people have`;
    const text = `${those} been ${this.done} by ${this.prose.time(to)}, ${share(infected, this.material.run.city.residents)} of the city${before === 0 ? "" : growth} [#${last}].`;
    return { text, events: [last] };
  }
}
