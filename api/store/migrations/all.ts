// Every migration, oldest first. Add to the end; never change one that was released.
import type { Migration } from '../migrate';
import { first } from './0001-first';
import { auditRows } from './0002-audit';
import { partners } from './0003-partners';
import { systems } from './0004-systems';
import { teamKeys } from './0005-team-keys';
import { downloads } from './0006-downloads';
import { masterKeys } from './0007-master-keys';
import { auditOrder } from './0008-audit-order';

export const migrations: readonly Migration[] = [
  first,
  auditRows,
  partners,
  systems,
  teamKeys,
  downloads,
  masterKeys,
  auditOrder,
];
