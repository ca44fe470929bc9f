import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wayBack } from '../../static/ui_example/shared/way_back.js';

const HERE = 'https://center.example';

test('after a login one goes back to where one was sent from', () => {
  assert.equal(wayBack('?next=/admin/', HERE), '/admin/');
  assert.equal(wayBack('?next=%2Fprefix%2Fadmin%2F%3Fa%3D1', HERE), '/prefix/admin/?a=1');
});

for (const search of ['', '?next=', '?next=//evil.example/', '?next=/%5Cevil.example', '?next=https://evil.example/', '?next=javascript:alert(1)', '?next=admin']) {
  test(`nobody is sent elsewhere by "${search}"`, () => assert.equal(wayBack(search, HERE), null));
}
