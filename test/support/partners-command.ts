// `npm run partners` as an operator types it, against the environment of a test app. Runs in this process, on the real store.
import { createPartnersTool } from '../../api/operate-partners';
import { runTool } from '../../api/operator/tool';
import { createTestTerminal } from './test-terminal';

export interface Ran {
  readonly code: number;
  /** Standard output, then standard error. */
  readonly out: string;
  readonly said: string;
}

export type PartnersCommand = (argv: readonly string[], typed?: string) => Promise<Ran>;

export function createPartnersCommand(env: Readonly<Record<string, string>>): PartnersCommand {
  return async (argv, typed) => {
    const terminal = createTestTerminal(typed);
    const code = await runTool(createPartnersTool({ env }), argv, terminal);
    return { code, out: terminal.written.join('\n'), said: terminal.said.join('\n') };
  };
}
