import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceOf, readPlace, writtenPlace } from '../../static/ui_example/shared/address.js';

const NOTHING = { community: '', cluster: '', unit: '' };
const KNOWN = { community: 'c', cluster: 'k', unit: 'E001' };

test('what is written into an address is read from it', () => {
  const place = { community: 'a b&c=d', cluster: '家 #1', date: '2020-01-01' };
  assert.deepEqual(readPlace(writtenPlace(place)), place);
});

test('what says nothing is left out', () => {
  assert.equal(writtenPlace({ community: '', date: '' }), '');
  assert.deepEqual(readPlace('#'), {});
  assert.deepEqual(readPlace('#community=&date=2020-01-01'), { date: '2020-01-01' });
});

test('an address that names no community leaves the choice as it is', () => {
  assert.deepEqual(choiceOf({ date: '2020-01-01' }, KNOWN), KNOWN);
});

test('an address that names a cluster leads there, whatever was remembered', () => {
  assert.deepEqual(choiceOf({ community: 'd', cluster: 'l' }, KNOWN), { community: 'd', cluster: 'l', unit: '' });
  assert.deepEqual(choiceOf({ community: 'd', cluster: 'l', unit: 'E9' }, NOTHING), { community: 'd', cluster: 'l', unit: 'E9' });
});

test('what it leaves out is taken from what is known, if that is of the same community', () => {
  assert.deepEqual(choiceOf({ community: 'c' }, KNOWN), KNOWN);
  assert.deepEqual(choiceOf({ community: 'd' }, KNOWN), { community: 'd', cluster: '', unit: '' });
  assert.deepEqual(choiceOf({ community: 'c', cluster: 'l' }, KNOWN), { community: 'c', cluster: 'l', unit: '' });
});
