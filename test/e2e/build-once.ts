// Before the first story: builds the tab, so that no two stories build it at a time.
import { buildTab } from '../sandbox/tab-build';

export async function setup(): Promise<void> {
  await buildTab((line) => process.stdout.write(`${line}\n`));
}
