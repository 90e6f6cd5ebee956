// The sandbox in a process of its own, for the bench.
import { startSandbox } from '../sandbox/sandbox';
import { tellParent } from './child';

const sandbox = await startSandbox({ warm: ['open', 'meridian'] });
const { baseUrl, links, partnerRegistry, openServers, offeredLinks, entraBase, graphBase } = sandbox;

/** What crosses from one process to the other. */
export interface SandboxReady {
  readonly baseUrl: string;
  readonly links: typeof links;
  readonly partnerRegistry: typeof partnerRegistry;
  readonly openServers: string[];
  readonly offeredLinks: typeof offeredLinks;
  readonly entraBase: string;
  readonly graphBase: string;
}
const ready: SandboxReady = {
  baseUrl,
  links,
  partnerRegistry,
  openServers,
  offeredLinks,
  entraBase,
  graphBase,
};
tellParent(ready);
