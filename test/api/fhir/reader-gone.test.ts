// Whoever closes the tab while places are still being read leaves nothing behind that would end the process.
import { expect, it } from 'vitest';
import { searchset, stage } from './scripted-server';

it('a reader who goes while a place is read: the reading ends, and no rejection is left unheard', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  const gone = new AbortController();
  const encounter = {
    resourceType: 'Encounter',
    id: 'e',
    status: 'in-progress',
    subject: { reference: 'Patient/a' },
    location: [{ location: { reference: 'Location/bed' } }],
  };
  const { ehr } = await stage(
    ({ url }) => {
      if (!url.includes('Location')) return { json: searchset([encounter]) };
      gone.abort();
      return { json: { resourceType: 'Location', id: 'bed', name: 'Bed 1' } };
    },
    { hasBatch: false },
  );
  await expect(ehr.readCharts(['a'], ['Encounter'], () => undefined, gone.signal)).rejects.toThrow(/abort/i);
  // Node tells of them once the queue of promises is empty.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
});
