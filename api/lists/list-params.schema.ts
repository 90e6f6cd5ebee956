// The parts of a path that name a list or a row, and the version that the caller has seen.
import { z } from 'zod';
import { preconditionRequired } from '../errors/known-errors';

export const listParams = z.strictObject({ listId: z.uuid() });
export const rowParams = z.strictObject({ listId: z.uuid(), rowId: z.uuid() });

export function getVersion(ifMatch: number | undefined): number {
  if (ifMatch === undefined) throw preconditionRequired();
  return ifMatch;
}
