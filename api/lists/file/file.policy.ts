// Who may take patients away as a file (T19): owners; members too where the operator says so; never somebody from outside. Pure.
import type { Role } from '../../contract/session.schema';
import { ownerOnly } from '../../errors/known-errors';
import type { Scope } from '../../sign-in/scope';

export type ListFilesFor = 'owners' | 'members';

export function canExport(role: Role, filesFor: ListFilesFor): boolean {
  return role === 'owner' || (role === 'member' && filesFor === 'members');
}

export function assertMayExport({ role }: Scope, filesFor: ListFilesFor): void {
  if (!canExport(role, filesFor)) throw ownerOnly();
}
