import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../host/paths.ts';
import { labSchemaText } from '../../server/labs/json-schema.ts';

// `npm run labs:schema` after a change of the manifest; a test fails while the file is out of date.
writeFileSync(path.join(root, 'labs/lab.schema.json'), labSchemaText());
