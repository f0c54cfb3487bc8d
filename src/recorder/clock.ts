/** Local date and time of a run. The clock has no time zone: it is what hangs on the wall there. */

/** ms from 1970-01-01T00:00 to a local date and time such as "2021-10-29T08:00", both on the same wall clock. */
export function localMilliseconds(start: string): number {
  const milliseconds = Date.parse(`${start.replace(" ", "T")}Z`);
  if (Number.isNaN(milliseconds)) throw new RangeError(`not a local date and time: ${start}`);
  return milliseconds;
}
