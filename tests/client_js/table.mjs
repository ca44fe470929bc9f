// The table behind the pages client_example.html, as JSON. Imported from its text, so that no package.json has a say.
import { readFileSync } from 'node:fs';

const { source } = JSON.parse(readFileSync(0, 'utf8'));
const { CALLS } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
process.stdout.write(JSON.stringify(CALLS));
