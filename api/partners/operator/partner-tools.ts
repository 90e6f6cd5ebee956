// What the verbs of `npm run partners` work with. Types only.
import type { Outbound } from '../../outbound/outbound.service';
import type { WaitingLinksTable } from '../../store/schema';
import type { ClientKeys } from '../client-keys';
import type { Discovery, Metadata } from '../discovery.service';
import type { Partner } from '../partner.schema';
import type { PartnerVersion, StoredPartner } from '../partner.store';
import type { PartnerChanges } from '../partner-changes.service';
import type { Pin } from '../pins.service';
import type { Registration } from '../registration.service';
import type { Tokens } from '../token.service';

export interface PartnerTools {
  readonly changes: PartnerChanges;
  readonly clientKeys: ClientKeys;
  /** Revoked ones as well. */
  findPartners(): Promise<readonly StoredPartner[]>;
  findVersions(id: string): Promise<readonly PartnerVersion[]>;
  findPins(): readonly Pin[];
  findWaiting(): Promise<readonly WaitingLinksTable[]>;
  findOpenServers(): Promise<readonly string[]>;
  /** What was deleted is made to leave the disk; false: not yet. */
  forget(): Promise<boolean>;
  readFile(path: string): Promise<string>;
  readonly outbound: Pick<Outbound, 'checkLink'>;
  readonly registration: Registration;
  readonly discovery: Discovery;
  readonly tokens: Tokens;
  /** With the partner's token for this tenant, if one is named. Throws metadata_protected, token_*, server_*. */
  readMetadata(partner: Partner, link: string, tid?: string): Promise<Metadata>;
  /** Whose organisation is asked for where a partner tells hospitals apart. */
  readonly tenants: readonly string[];
}
