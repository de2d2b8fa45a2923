const fields = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'day of the week', min: 0, max: 7 },
];

/** What is wrong with a time table as cron has it; undefined where nothing is. */
export function problemOfCron(table: string): string | undefined {
  const parts = table.trim().split(/\s+/);
  if (parts.length !== fields.length || parts[0] === '') {
    return `it has five fields, minute hour day month weekday, not ${parts[0] === '' ? 0 : parts.length}`;
  }
  const wrong = fields.find((field, index) => !(parts[index] ?? '').split(',').every((part) => isPart(part, field)));
  return wrong && `the ${wrong.name} is from ${wrong.min} to ${wrong.max}, not "${parts[fields.indexOf(wrong)]}"`;
}

/** `*`, `3`, `1-5`, each maybe with a step: `1-5/2`. */
function isPart(part: string, { min, max }: { min: number; max: number }): boolean {
  const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
  if (match === null) return false;
  const [first = min, last = first, step = 1] = match
    .slice(1)
    .map((text) => (text === undefined ? undefined : Number(text)));
  return min <= first && first <= last && last <= max && step >= 1 && step <= max;
}
