// A command for the operator, as data: verbs with their options and what they do. Parses, helps, prints and names every
// fault; opens what a verb needs only when one runs. Knows no room.
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What a command reads from and writes to. */
export interface Terminal {
  /** The answer: standard output. */
  write(text: string): void;
  /** About the answer: standard error. */
  say(text: string): void;
  /** Standard input as a whole. */
  readInput(): Promise<string>;
  /** Asks without echo; undefined if nobody sits there. */
  readSecret(question: string): Promise<string | undefined>;
}

export interface Ask<Parts> {
  readonly parts: Parts;
  readonly terminal: Terminal;
  /** What stands after the verb, options aside. */
  readonly words: readonly string[];
  /** `--json`: for machines. */
  readonly isJson: boolean;
  find(option: string): string | undefined;
  findAll(option: string): readonly string[];
  has(option: string): boolean;
}

export interface Verb<Parts> {
  readonly name: string;
  /** What follows the verb, for example `<id> [--finish]`. */
  readonly usage: string;
  readonly about: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How many words may follow. */
  readonly words: { readonly least: number; readonly most: number };
  /** false: what was looked at is not in order (exit code 1). An error with `faults`, sentences with the remedy, is told as such. */
  run(ask: Ask<Parts>): Promise<boolean>;
}

export interface Tool<Parts> {
  readonly name: string;
  readonly about: string;
  readonly verbs: readonly Verb<Parts>[];
  /** Said at the end of the help. */
  readonly notes: readonly string[];
  open(): Promise<{ readonly parts: Parts; close(): Promise<void> }>;
}

/** Done; looked at and not in order, or refused; called in a way that it doesn't understand. */
export const exitCodes = { done: 0, notInOrder: 1, usage: 2 } as const;

const everyVerb = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

export async function runTool<Parts>(
  tool: Tool<Parts>,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const [name = '', ...rest] = argv;
  if (['', 'help', '--help', '-h'].includes(name)) {
    terminal.write(toHelp(tool));
    return name === '' ? exitCodes.usage : exitCodes.done;
  }
  const verb = tool.verbs.find((one) => one.name === name);
  if (verb === undefined) {
    terminal.say(`There is no "${name.slice(0, 40)}". npm run ${tool.name} -- help tells what there is.`);
    return exitCodes.usage;
  }
  const parsed = parse(verb, rest);
  if ('fault' in parsed) {
    terminal.say(`${parsed.fault}\n${toUsage(tool, verb)}`);
    return exitCodes.usage;
  }
  if (parsed.values.help === true) {
    terminal.write(`${toUsage(tool, verb)}\n${verb.about}`);
    return exitCodes.done;
  }
  return run(tool, verb, toAsk(parsed, terminal), terminal);
}

async function run<Parts>(
  tool: Tool<Parts>,
  verb: Verb<Parts>,
  ask: Omit<Ask<Parts>, 'parts'>,
  terminal: Terminal,
): Promise<number> {
  try {
    const { parts, close } = await tool.open();
    try {
      return (await verb.run({ ...ask, parts })) ? exitCodes.done : exitCodes.notInOrder;
    } finally {
      await close();
    }
  } catch (error) {
    const faults = error instanceof Error && 'faults' in error ? error.faults : undefined;
    if (!Array.isArray(faults)) throw error;
    if (ask.isJson) terminal.write(JSON.stringify({ faults }));
    else terminal.say(faults.map((fault) => `  - ${String(fault)}`).join('\n'));
    return exitCodes.notInOrder;
  }
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
type Parsed = { readonly values: Values; readonly words: readonly string[] };

function parse<Parts>(verb: Verb<Parts>, args: readonly string[]): Parsed | { readonly fault: string } {
  try {
    const options = { ...verb.options, ...everyVerb };
    const { values, positionals: words } = parseArgs({ args: [...args], options, allowPositionals: true });
    const { least, most } = verb.words;
    const isRight = words.length >= least && words.length <= most;
    // Parsed by node: values are as `options` say.
    if (isRight || values.help === true) return { values: values as Values, words };
    return { fault: words.length < least ? 'Something is missing.' : 'That is too much.' };
  } catch (error) {
    // node's message names the option, never its value.
    return { fault: error instanceof TypeError ? `${error.message.split('. ')[0]}.` : 'Not understood.' };
  }
}

function toAsk({ values, words }: Parsed, terminal: Terminal) {
  const findAll = (option: string) =>
    [values[option]].flat().filter((value): value is string => typeof value === 'string');
  return {
    terminal,
    words,
    isJson: values.json === true,
    find: (option: string) => findAll(option).at(-1),
    findAll,
    has: (option: string) => values[option] !== undefined,
  };
}

function toUsage<Parts>(tool: Tool<Parts>, { name, usage }: Verb<Parts>): string {
  return `  npm run ${tool.name} -- ${name}${usage === '' ? '' : ` ${usage}`}`;
}

function toHelp<Parts>(tool: Tool<Parts>): string {
  const verbs = tool.verbs.map((verb) => `${toUsage(tool, verb)}\n      ${verb.about}`);
  return [tool.about, '', ...verbs, '', '--json answers for machines.', ...tool.notes].join('\n');
}
