// The server in a process of its own, so that a test can kill it: configured by its environment, tells its address.
import { processEnvironment } from '../../../api/config/config';
import { readServerConfig, startServer } from '../../../api/server';
import { noLimit } from '../../support/rates';

const config = readServerConfig(processEnvironment(), 'demo');
const { url } = await startServer(config, { requestsPerMinute: noLimit });
process.once('disconnect', () => process.exit(0));
process.send?.(url);
