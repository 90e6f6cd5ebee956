import { describe, expect, it } from 'vitest';
import { toReferencedId } from '../../../api/clinical/references';

describe('the id in a reference', () => {
  it.each([
    ['Location/12', '12'],
    ['https://ehr.example/fhir/Location/12', '12'],
    ['Location/12/_history/2', '12'],
    ['SubLocation/12', undefined],
    ['Location/', undefined],
    [undefined, undefined],
  ])('of %s is %s', (reference, id) => {
    expect(toReferencedId(reference, 'Location')).toBe(id);
  });
});
