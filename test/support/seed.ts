// Before every test file: property tests make up the same values each time, so that a change is blamed for what it broke and for
// nothing else. PATIENTS_TEST_SEED makes up others, a number to see the same again; `random` is a new one each time.
import fc from 'fast-check';

const usual = 20_261_126;
const wanted = process.env.PATIENTS_TEST_SEED;

if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted ?? usual) });
