// What every command of the operator does alike, on a small command made up here.
import { describe, expect, it } from 'vitest';
import { runTool, type Tool } from '../../../api/operator/tool';
import { createTestTerminal } from '../../support/test-terminal';

class Faults extends Error {
  readonly faults = ['one is wrong: mend it', 'two as well: mend that too'];
}

const opened: string[] = [];
const tool: Tool<{ readonly greeting: string }> = {
  name: 'kettle',
  about: 'A kettle.',
  notes: ['Hot.'],
  verbs: [
    {
      name: 'boil',
      usage: '<cup> [--sugar <lumps>]',
      about: 'Boils.',
      options: { sugar: { type: 'string', multiple: true } },
      words: { least: 1, most: 1 },
      async run({ parts, terminal, words, findAll, isJson }) {
        const told = { greeting: parts.greeting, words, sugar: findAll('sugar') };
        terminal.write(isJson ? JSON.stringify(told) : parts.greeting);
        return words[0] !== 'broken';
      },
    },
    {
      name: 'fail',
      usage: '',
      about: 'Fails.',
      options: {},
      words: { least: 0, most: 0 },
      run: () => Promise.reject(new Faults('two faults')),
    },
  ],
  async open() {
    opened.push('open');
    return { parts: { greeting: 'hot' }, close: async () => void opened.push('close') };
  },
};

async function call(...argv: string[]) {
  opened.length = 0;
  const terminal = createTestTerminal();
  const code = await runTool(tool, argv, terminal);
  return { code, out: terminal.written.join('\n'), said: terminal.said.join('\n'), opened: [...opened] };
}

describe('a command of the operator', () => {
  it('runs a verb on what was opened for it, and closes that again', async () => {
    expect(await call('boil', 'green', '--sugar', '1', '--sugar', '2', '--json')).toMatchObject({
      code: 0,
      out: JSON.stringify({ greeting: 'hot', words: ['green'], sugar: ['1', '2'] }),
      opened: ['open', 'close'],
    });
  });

  it('ends with 1 where something is not in order, and names every fault', async () => {
    expect((await call('boil', 'broken')).code).toBe(1);
    expect(await call('fail')).toMatchObject({
      code: 1,
      said: '  - one is wrong: mend it\n  - two as well: mend that too',
      opened: ['open', 'close'],
    });
    expect(JSON.parse((await call('fail', '--json')).out)).toEqual({ faults: new Faults('').faults });
  });

  it.each([
    ['no verb', [], 'npm run kettle -- boil <cup>', 2],
    ['help', ['help'], 'Boils.', 0],
    ['help of a verb', ['boil', '--help'], 'npm run kettle -- boil <cup> [--sugar <lumps>]', 0],
    ['an unknown verb', ['fly'], 'There is no "fly"', 2],
    ['an unknown option', ['boil', 'green', '--milk'], "Unknown option '--milk'", 2],
    ['an option without its value', ['boil', 'green', '--sugar'], 'argument missing', 2],
    ['too little', ['boil'], 'missing', 2],
    ['too much', ['boil', 'green', 'black'], 'too much', 2],
  ])('opens nothing for %s, and says what there is', async (_what, argv, words, code) => {
    const told = await call(...argv);
    expect([told.code, told.opened]).toEqual([code, []]);
    expect(told.out + told.said).toContain(words);
  });
});
