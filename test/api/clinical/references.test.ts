import { describe, expect, it } from 'vitest';
import { toReferencedId } from '../../../api/clinical/references';

describe('the id in a reference', () => {
  it.each([
    ['Location/12', '12'],
    ['Location/12/_history/2', '12'],
    // The edge has made those to its own server relative: this one is another server's.
    ['https://ehr.example/fhir/Location/12', undefined],
    ['Organization/1/Location/12', undefined],
    ['SubLocation/12', undefined],
    ['Location/', undefined],
    [undefined, undefined],
  ])('of %s is %s', (reference, id) => {
    expect(toReferencedId(reference, 'Location')).toBe(id);
  });
});
