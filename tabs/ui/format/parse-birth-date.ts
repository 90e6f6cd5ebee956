// A birth date as people write it, to "YYYY-MM-DD": 1957-06-05, 5/6/1957 by locale, 19570605, 5 Jun 1957, 昭和32年6月5日.

/** Undefined for what is no whole date, no real day, in the future, or before anybody alive was born. */
export function parseBirthDate(text: string, locale: string, now = new Date()): string | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const found =
    parseYearFirst(plain) ?? parseEra(plain) ?? parseYearLast(plain, locale) ?? parseNamed(plain, locale);
  return found && toDate(found, now);
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const yearFirst = /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))$/;

function parseYearFirst(text: string): Parts | undefined {
  const match = yearFirst.exec(text);
  return match ? toParts(match[1], match[2] ?? match[4], match[3] ?? match[5]) : undefined;
}

const yearLast = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})$/;

/** Which of the two is the month is the locale's habit, unless only one of them can be. */
function parseYearLast(text: string, locale: string): Parts | undefined {
  const match = yearLast.exec(text);
  if (!match) return undefined;
  const [first, second] = [match[1], match[3]];
  const isMonthFirst = Number(first) > 12 ? false : Number(second) > 12 || getHabits(locale).isMonthFirst;
  return isMonthFirst ? toParts(match[4], first, second) : toParts(match[4], second, first);
}

/** The year before the first of each era, by the letters and characters that people write. */
const eras: Readonly<Record<string, number>> = {
  明治: 1867,
  m: 1867,
  大正: 1911,
  t: 1911,
  昭和: 1925,
  s: 1925,
  平成: 1988,
  h: 1988,
  令和: 2018,
  r: 2018,
  民國: 1911,
  民国: 1911,
};
const eraDate = /^(\D{1,2}?)\s*(\d{1,3}|元)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;

function parseEra(text: string): Parts | undefined {
  const match = eraDate.exec(text);
  const before = match?.[1] === undefined ? undefined : eras[match[1]];
  if (!match || before === undefined) return undefined;
  const year = before + (match[2] === '元' ? 1 : Number(match[2]));
  return toParts(String(year), match[3], match[4]);
}

const named = /^(?:(\d{1,2})\.?\s*(\p{L}+)\.?|(\p{L}+)\.?\s*(\d{1,2})),?\s*(\d{4})$/u;

/** "5 Jun 1957", "June 5, 1957": months by their names in the locale and in English. */
function parseNamed(text: string, locale: string): Parts | undefined {
  const match = named.exec(text);
  if (!match) return undefined;
  const name = match[2] ?? match[3] ?? '';
  const month = getHabits(locale).months.get(name) ?? getHabits('en').months.get(name);
  return month === undefined ? undefined : toParts(match[5], String(month), match[1] ?? match[4]);
}

function toParts(year: string | undefined, month: string | undefined, day: string | undefined): Parts {
  return { year: Number(year), month: Number(month), day: Number(day) };
}

const oldest = 1880;

function toDate({ year, month, day }: Parts, now: Date): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  // A day ahead of UTC is still today somewhere.
  const isPast = date.getTime() <= now.getTime() + 14 * 3_600_000;
  if (!isReal || !isPast || year < oldest) return undefined;
  return date.toISOString().slice(0, 10);
}

interface Habits {
  readonly isMonthFirst: boolean;
  /** Lower-case names, long and short, without the full stop. */
  readonly months: ReadonlyMap<string, number>;
}

const habitsByLocale = new Map<string, Habits>();

function getHabits(locale: string): Habits {
  let habits = habitsByLocale.get(locale);
  if (!habits) {
    habits = toHabits(locale);
    habitsByLocale.set(locale, habits);
  }
  return habits;
}

function toHabits(locale: string): Habits {
  const options = { timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' } as const;
  const numeric = new Intl.DateTimeFormat(locale, {
    ...options,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const order = numeric.formatToParts(0).map(({ type }) => type);
  const months = new Map<string, number>();
  for (const style of ['long', 'short'] as const) {
    const format = new Intl.DateTimeFormat(locale, { ...options, month: style });
    for (let month = 1; month <= 12; month++) {
      const name = format
        .format(Date.UTC(2000, month - 1, 15))
        .toLowerCase()
        .replace(/\.$/, '');
      months.set(name, month);
    }
  }
  return { isMonthFirst: order.indexOf('month') < order.indexOf('day'), months };
}
