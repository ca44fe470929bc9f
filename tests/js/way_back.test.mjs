import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wayBack } from '../../static/ui_example/shared/way_back.js';

const HERE = 'https://center.example';

test('after a login one goes back to where one was sent from', () => {
  assert.equal(wayBack('?next=/admin/', HERE), `${HERE}/admin/`);
  assert.equal(wayBack('?next=%2Fprefix%2Fadmin%2F%3Fa%3D1%23b', HERE), `${HERE}/prefix/admin/?a=1#b`);
});

for (const search of ['', '?next=', '?next=//evil.example/', '?next=/%5Cevil.example', '?next=https://evil.example/', '?next=javascript:alert(1)', '?next=admin']) {
  test(`nobody is sent anywhere by "${search}"`, () => assert.equal(wayBack(search, HERE), null));
}

// As a path alone, each of these would begin with `//`, which a browser reads as another host.
for (const next of ['/admin/../..//evil.example', '/.//evil.example', '/./\\evil.example', '/x/..//evil.example']) {
  for (const written of [next, encodeURIComponent(next)]) {
    test(`nobody is sent elsewhere by "${written}"`, () => {
      const back = wayBack(`?next=${written}`, HERE);
      assert.ok(back === null || new URL(back, HERE).origin === HERE, `sent to ${back}`);
    });
  }
}
