// Says why the tests in a browser cannot run here, if they cannot.
//
// SPDX-License-Identifier: GPL-2.0-or-later
import { launch, missing } from './site.mjs';

async function reason() {
  const lacking = missing();
  if (lacking) return lacking;
  try {
    await (await launch()).close();
  } catch (error) {
    return 'the browser does not start: ' + error.message.split('\n')[0];
  }
  return '';
}

const why = await reason();
if (why) console.log('skipped: ' + why);
process.exit(why ? 1 : 0);
