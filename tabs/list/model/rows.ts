// Checks at the edge: is what the API sent along with a problem a row? No zod in the tab.
import type { Row } from '../../../api/contract/lists.schema';

export function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'id' in value &&
    typeof value.id === 'string' &&
    'version' in value &&
    typeof value.version === 'number' &&
    'typed' in value &&
    typeof value.typed === 'object' &&
    value.typed !== null
  );
}
