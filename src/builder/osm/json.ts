/** JSON with the line and column of what is wrong with it, which JSON.parse does not always tell. */
import { InputError } from "../../base/problems.js";

const SCALAR =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings.
  /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const SPACE = /[ \t\r\n]*/y;

/** What may come next. */
type Next = "value" | "value or ]" | "name" | "name or }" | "," | "end";

/** Parses JSON. Throws InputError with file, line and column. */
export function parseJson(path: string, text: string): unknown {
  const json = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(json);
  } catch {
    const { at, expected } = brokenAt(json);
    const before = json.slice(0, at);
    const where = `${path}:${before.split("\n").length}:${at - before.lastIndexOf("\n")}`;
    const found = at >= json.length ? "the end of the file" : JSON.stringify(json.slice(at, at + 12));
    throw new InputError({ where, path: "", expected, found });
  }
}

/** Where the text stops being JSON, and what should stand there. */
function brokenAt(text: string): { at: number; expected: string } {
  const open: ("[" | "{")[] = [];
  let next: Next = "value";
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? -1;
    at += Math.max(0, length);
    return length >= 0;
  };
  const afterValue = (): Next => (open.length === 0 ? "end" : ",");
  for (;;) {
    take(SPACE);
    const sign = text[at];
    const inside = open[open.length - 1];
    if ((next === "value or ]" || (next === "," && inside === "[")) && sign === "]") {
      open.pop();
      at++;
      next = afterValue();
    } else if ((next === "name or }" || (next === "," && inside === "{")) && sign === "}") {
      open.pop();
      at++;
      next = afterValue();
    } else if (next === "," && sign === ",") {
      at++;
      next = inside === "[" ? "value" : "name";
    } else if (next === "name" || next === "name or }") {
      if (sign !== '"' || !take(SCALAR)) return { at, expected: 'JSON: a name in "quotes"' };
      take(SPACE);
      if (text[at] !== ":") return { at, expected: 'JSON: ":" after a name' };
      at++;
      next = "value";
    } else if (next === "end" || next === ",") {
      return { at, expected: next === "end" ? "JSON: nothing more" : `JSON: "," or "${inside === "[" ? "]" : "}"}"` };
    } else if (sign === "[" || sign === "{") {
      open.push(sign);
      at++;
      next = sign === "[" ? "value or ]" : "name or }";
    } else if (take(SCALAR)) next = afterValue();
    else return { at, expected: "JSON: a value" };
  }
}
