/** The look of the front: measures, classes of age and share, colours, and the legend that explains them. */
import type { Digest } from "./digest.js";
import { type Frame, scaleBar } from "./frame.js";
import type { Front } from "./front.js";
import { nounsOf } from "./headline.js";
import { duration, html } from "./words.js";

/** Units: the map of a panel is this wide, and a letter about so. */
export const PANEL = 248;
export const LETTER = 6.6;
/** Ages of what is reached at which its colour changes, in steps. */
export const AGES = [1, 3, 8];
/** Shares of the struck in a zone's residents from which its ground is darker. */
export const SHARES = [0, 0.01, 0.05, 0.15, 0.3, 0.6];

/** The class of what was first shown reached so many panels ago: "a0" the newest. */
export function ageClass(ago: number): string {
  const age = AGES.findIndex((steps) => ago < steps);
  return `a${age < 0 ? AGES.length : age}`;
}

/** What happened to those who are no longer untouched: without attacks nobody is killed uninfected. */
export function struckIn({ scenario }: Digest["run"]): string {
  const attacks = Object.values(scenario.strains).some(({ attack }) => attack !== undefined);
  return attacks ? "infected or killed" : "infected";
}

/** "hour", "10 minutes" */
export function every(step: number): string {
  return step === 3600 ? "hour" : step === 86_400 ? "day" : duration(step);
}

/** The legend: items from left to right, in as many lines as it takes. */
export class Legend {
  private x: number;
  private y: number;

  constructor(
    private readonly digest: Digest,
    private readonly front: Front,
    private readonly frame: Frame,
    private readonly room: { readonly left: number; readonly right: number; readonly top: number },
  ) {
    this.x = room.left;
    this.y = room.top;
  }

  /** Where the last line ends, after `draw`. */
  get bottom(): number {
    return this.y + 16;
  }

  draw(): string {
    const { run } = this.digest;
    const { step } = this.front;
    const line = (name: string, label: string) => this.item(24, `<path class="key ${name}" d="M0 7h20"/>`, label);
    const ages = AGES.map((age) =>
      age === 1 ? `in the ${every(step)} before` : `up to ${duration(age * step)} before`,
    );
    const parts = [
      this.heading("Streets reached"),
      ...[...ages, "earlier"].map((label, age) => line(`a${age}`, label)),
    ];
    parts.push(line("no", "not yet"), this.newLine());
    parts.push(this.heading(`Zones, residents ${struckIn(run)}`));
    for (const [tone, from] of SHARES.entries()) {
      const label = from === 0 ? `under ${SHARES[1]! * 100} %` : `from ${from * 100} %`;
      parts.push(this.item(18, `<rect class="z${tone} box" y="1" width="13" height="12"/>`, label));
    }
    parts.push(this.newLine());
    if (this.front.rails.length > 0) {
      const key = `<path class="key rail" d="M0 7h18"/><path class="key a0" d="M22 7h18"/>`;
      parts.push(this.item(46, key, "subway, and where the outbreak is at both stations"));
    }
    if (this.digest.lines?.index) {
      const first = `<circle class="first" cx="6" cy="7" r="5"/>`;
      parts.push(this.item(18, first, `first ${nounsOf(run.scenario).one}`));
    }
    parts.push(this.scale());
    if (run.scenario.record.series > step) {
      parts.push(this.item(0, "", `zones and numbers: as last sampled, every ${duration(run.scenario.record.series)}`));
    }
    return `<g class="legend">${parts.join("")}</g>`;
  }

  private heading(text: string): string {
    return this.item(0, "", `${text}:`);
  }

  private scale(): string {
    const metres = scaleBar(this.frame.width / 3);
    const units = Math.round((PANEL * metres) / this.frame.width);
    const label = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
    return this.item(units + 7, `<path class="bar" d="M0 3v8h${units}v-8"/>`, label);
  }

  /** A key of some width with its label. */
  private item(width: number, key: string, label: string): string {
    const wide = width + label.length * LETTER + 18;
    if (this.x > this.room.left && this.x + wide > this.room.right) this.newLine();
    const at = this.x;
    this.x += wide;
    return `<g transform="translate(${Math.round(at)} ${this.y})">${key}<text class="soft" x="${width}" y="12">${html(label)}</text></g>`;
  }

  private newLine(): string {
    if (this.x > this.room.left) {
      this.x = this.room.left;
      this.y += 24;
    }
    return "";
  }
}

const LIGHT =
  "--fp:#fbfaf7;--fl:#fff;--fe:#e4e1da;--fi:#1d2126;--ft:#646b73;--fn:#d3d0c8;--f0:#f4511e;--f1:#c4143f;--f2:#7d1450;--f3:#3d1045;--fr:#3f7fb5;--z0:#f2f0ea;--z1:#fbead2;--z2:#f8d8b6;--z3:#f1bf9f;--z4:#e5a08e;--z5:#cf8284";
const DARK =
  "--fp:#14171b;--fl:#1b1f24;--fe:#2d333a;--fi:#e9e7e2;--ft:#9aa2ab;--fn:#3a414a;--f0:#ffe08a;--f1:#f5803e;--f2:#c23f62;--f3:#7c3a80;--fr:#4f8fc6;--z0:#22272d;--z1:#2c2629;--z2:#37272a;--z3:#44292c;--z4:#522b2f;--z5:#632f34";

/**
 * The style sheet, in which everything is said of `.front`, so that the picture can stand in a page.
 *
 * @param grain      grains a unit
 * @param thickness  of streets, to what it is in a small city
 */
export function style({ grain, thickness }: { readonly grain: number; readonly thickness: number }): string {
  const g = (units: number) => Number((units * grain).toFixed(2));
  return `
.front{${LIGHT}}
@media screen and (prefers-color-scheme:dark){.front{${DARK}}:root[data-theme="light"] .front{${LIGHT}}}
@media screen{:root[data-theme="dark"] .front{${DARK}}}
.front text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans KR",sans-serif;fill:var(--fi);font-variant-numeric:tabular-nums}
.front .title{font:600 30px Charter,"Bitstream Charter","Iowan Old Style","Source Serif 4",Georgia,"Liberation Serif",serif}
.front .clock{font-weight:600;font-size:15px}.front .soft{fill:var(--ft)}.front .small{font-size:12px}.front .n{text-anchor:end}
.front .paper{fill:var(--fp)}.front .land{fill:var(--fl)}.front .edge{fill:none;stroke:var(--fe)}
${SHARES.map((_, tone) => `.front .z${tone}{fill:var(--z${tone})}`).join("")}
.front [class^=z]{shape-rendering:crispEdges}.front .box{stroke:var(--fe)}
.front .s,.front .l,.front .key,.front .bar,.front .first,.front .halo{fill:none;stroke-linecap:round;stroke-linejoin:round}
.front .no{stroke:var(--fn)}${[0, ...AGES].map((_, age) => `.front .a${age}{stroke:var(--f${age})}`).join("")}
.front .s{stroke-width:${g(0.7 * thickness)}}.front .s.no{stroke-width:${g(0.45 * thickness)}}.front .s.a0{stroke-width:${g(thickness)}}
.front .l{stroke-width:${g(1.3)}}.front .l.a1{stroke-width:${g(1.6)}}.front .l.a0{stroke-width:${g(2.1)}}.front .l.no{stroke:var(--fr);stroke-width:${g(0.9)}}
.front .key{stroke-width:2.4}.front .rail{stroke:var(--fr);stroke-width:1.4}.front .bar{stroke:var(--ft)}
.front .first{stroke:var(--fi);stroke-width:${g(1.3)}}.front .halo{stroke:var(--fl);stroke-width:${g(3.6)}}
.front .legend .first{stroke-width:1.5}
`;
}
