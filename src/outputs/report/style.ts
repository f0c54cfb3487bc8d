/** The look of the report. Colours are variables, so that charts follow the reader's theme. */

const LIGHT = `
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2126; --soft: #646b73; --line: #e4e1da; --bar: #b9c0c8;
  --on-strong: #ffffff; --street: #cfccc4;
  --susceptible: #ccd8e3; --protected: #7fb5b0; --infected: #e3a02c; --turned: #c43d2b; --hybrid: #7a55b8;
  --recovered: #1f8a84; --dead: #343a42; --gone: #9a9fa5;
  --t0: #2d0a4e; --t1: #5c1668; --t2: #90246b; --t3: #c03a5b; --t4: #e35f45; --t5: #f28b3b; --t6: #f2b54f;`;

const DARK = `
  --paper: #14171b; --card: #1b1f24; --ink: #e9e7e2; --soft: #9aa2ab; --line: #2d333a; --bar: #4b545e;
  --on-strong: #ffffff; --street: #3a414a;
  --susceptible: #33414f; --protected: #3e7f7a; --infected: #e5a93c; --turned: #e0604c; --hybrid: #a183d8;
  --recovered: #3aaba3; --dead: #8d949d; --gone: #5f666e;
  --t0: #fff3c4; --t1: #fdd06b; --t2: #f99d4a; --t3: #ec6a57; --t4: #c74a78; --t5: #94408c; --t6: #664090;`;

export const STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${DARK} } }
@media screen { :root[data-theme="dark"] { color-scheme: dark; ${DARK} } :root[data-theme="light"] { color-scheme: light; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans KR", sans-serif;
}
main { max-width: 1060px; margin: 0 auto; padding: clamp(28px, 6vw, 72px) clamp(16px, 4vw, 40px) 48px; }
h1, h2, .lead, .figures b { font-family: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Georgia, "Liberation Serif", serif; }
h1 { font-size: clamp(30px, 5.2vw, 50px); line-height: 1.1; font-weight: 600; letter-spacing: -0.012em; margin: 6px 0 14px; text-wrap: balance; }
h2 { font-size: 23px; line-height: 1.25; font-weight: 600; margin: 0 0 4px; text-wrap: balance; }
.over { color: var(--soft); font-size: 14px; letter-spacing: 0.02em; margin: 0; }
.lead { font-size: clamp(18px, 2.2vw, 21px); line-height: 1.5; max-width: 44em; margin: 0; text-wrap: pretty; }
.lead + .lead { margin-top: 0.7em; }
.notice { border-left: 3px solid var(--infected); padding: 6px 14px; margin: 22px 0 0; color: var(--soft); }
.figures { display: grid; grid-template-columns: repeat(var(--wide), auto); gap: 1px; margin: 34px 0 0; padding: 0; list-style: none; border-block: 1px solid var(--line); }
@media (max-width: 999px) { .figures { grid-template-columns: repeat(var(--middling), minmax(0, 1fr)); } }
@media (max-width: 540px) {
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .figures li:first-child:nth-last-child(odd) { grid-column: span 2; }
}
.figures li { padding: 16px 4px 14px; }
.figures b { display: block; font-size: 32px; line-height: 1.1; font-weight: 600; font-variant-numeric: lining-nums; }
.figures span { color: var(--soft); font-size: 14px; }
.figures i, .legend i { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 7px; }
section { margin-top: clamp(44px, 6vw, 68px); }
section > p, .half > p { color: var(--soft); margin: 0 0 16px; max-width: 46em; text-wrap: pretty; }
.two { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: clamp(40px, 5vw, 56px); }
@media (max-width: 820px) { .two { grid-template-columns: minmax(0, 1fr); } }
.half { min-width: 0; max-width: 560px; }
.plot, .map svg { display: block; width: 100%; height: auto; overflow: visible; }
.plot text { white-space: pre; font-variant-numeric: tabular-nums; }
.plot [aria-label="y-grid"] { stroke: var(--line); stroke-opacity: 1; }
.plot [aria-label="rule"] { stroke: var(--soft); }
.narrow { display: none; }
@media screen and (max-width: 640px) { .wide { display: none; } .narrow { display: block; } }
.map { margin: 0; }
.map svg { max-height: 92vh; background: var(--card); border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.map path { fill: none; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.spread { margin: 0; overflow-x: auto; }
.spread svg.front { display: block; width: 100%; min-width: 640px; height: auto; }
a { color: inherit; }
.map .street { stroke: var(--street); stroke-width: 1; }
.map .reached { stroke-width: 2; }
.map .dense .street { stroke-width: 0.5; }
.map .dense .reached { stroke-width: 1; }
.map .dots { stroke: var(--ink); stroke-width: 2.2; stroke-opacity: 0.5; }
.map .squares { stroke-linecap: square; vector-effect: none; }
.map .halo { fill: none; stroke: var(--card); stroke-width: 6; }
.map .first { fill: none; stroke: var(--ink); stroke-width: 2.4; }
.map .heart { fill: var(--ink); stroke: var(--card); stroke-width: 1.2; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 18px; margin: 12px 0 0; padding: 0; list-style: none; font-size: 14px; color: var(--soft); align-items: center; }
.legend.bands { margin: 0 0 12px; }
.legend i { width: 18px; height: 5px; border-radius: 2px; vertical-align: 3px; }
.legend.bands i { width: 11px; height: 11px; vertical-align: -1px; }
.legend i.ring { width: 11px; height: 11px; border-radius: 50%; border: 2px solid var(--ink); vertical-align: -1px; }
.legend i.dot { width: 5px; height: 5px; border-radius: 50%; background: var(--ink); opacity: 0.6; }
.legend i.none { height: 2px; background: var(--street); }
.scale { color: var(--soft); font-size: 13px; margin-top: 10px; white-space: nowrap; }
.scale span { display: block; height: 5px; border: 1px solid var(--soft); border-top: 0; margin-bottom: 2px; }
table { border-collapse: collapse; width: 100%; font-size: 15px; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 500; color: var(--soft); font-size: 13.5px; }
th, td { padding: 7px 12px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th.n, td.n { text-align: right; padding-right: 20px; }
dl { display: grid; grid-template-columns: minmax(110px, 190px) 1fr; gap: 6px 20px; margin: 0; font-size: 15px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 480px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; } }
details { margin-top: 16px; font-size: 15px; }
summary { cursor: pointer; color: var(--soft); }
details li { margin: 4px 0; }
code { font: 0.92em ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
footer { margin-top: 56px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--soft); font-size: 14px; }
@media print {
  body { background: #fff; font-size: 11pt; }
  main { max-width: none; padding: 0; }
  section, .half, figure, table, .figures { break-inside: avoid; }
  section { margin-top: 28pt; }
  .map svg { max-height: 80vh; }
}
`;
