// The operator's commands: `npm run partners -- …` and its like start here, with the environment of the server. Acts on import.
import { ConfigFaults, processEnvironment } from './config/config';
import { createAuditTool } from './operate-audit';
import { createDataTool } from './operate-data';
import { createPartnersTool } from './operate-partners';
import { createTerminal } from './operator/terminal';
import { runTool } from './operator/tool';

/** One line per command; each brings its verbs and what they work on. */
const commands: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  audit: (argv) => runTool(createAuditTool({ env: processEnvironment() }), argv, createTerminal()),
  data: (argv) => runTool(createDataTool({ env: processEnvironment() }), argv, createTerminal()),
  partners: (argv) => runTool(createPartnersTool({ env: processEnvironment() }), argv, createTerminal()),
};

async function operate(): Promise<number> {
  const [name = '', ...argv] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new Error(`there is no command "${name.slice(0, 40)}"`);
  return command(argv);
}

operate().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // What the driver of a database says may hold its address: only our own words are printed whole.
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : 'unknown error';
    process.stderr.write(`${error instanceof ConfigFaults ? error.message : words.slice(0, 200)}\n`);
    process.exitCode = 1;
  },
);
