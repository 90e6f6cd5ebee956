// One half of the made-up requests, in a process of its own with a product of its own: the first argument says which.
import '../../support/loopback-only';
import { sendMadeUp, withStage } from './made-up-requests';

// Nobody waits for it any more.
process.once('disconnect', () => process.exit(0));
const half = process.argv[2] === 'one' ? 'one' : 'other';
const sent = await withStage(() => sendMadeUp(half));
process.send?.({ ...sent, through: sent.through.slice(0, 100) }, undefined, undefined, () =>
  process.disconnect?.(),
);
