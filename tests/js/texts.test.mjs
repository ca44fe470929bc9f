import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, test } from 'node:test';

const UI = new URL('../../static/ui_example/', import.meta.url);
const TOPICS = readdirSync(new URL('shared/texts/', UI));
const catalogues = Object.fromEntries(await Promise.all(
  TOPICS.map(async (name) => [name, await import(new URL(`shared/texts/${name}`, UI))])));
const PAGES = ['staff', 'resident'].flatMap((role) => readdirSync(new URL(role, UI)).filter((name) => name.endsWith('.html')).map((name) => `${role}/${name}`));

/** Every text of a catalogue by its path, nested ones too. */
function flat(texts, before = '') {
  return Object.entries(texts).flatMap(([key, value]) => (
    typeof value === 'object' ? flat(value, `${before}${key}.`) : [[before + key, value]]));
}

describe('both languages', () => {
  for (const [name, { en, ja }] of Object.entries(catalogues)) {
    test(`have the same texts: ${name}`, () => {
      assert.deepEqual(flat(ja).map(([key]) => key).sort(), flat(en).map(([key]) => key).sort());
    });

    test(`build them alike, and leave none empty: ${name}`, () => {
      const japanese = Object.fromEntries(flat(ja));
      for (const [key, text] of flat(en)) {
        assert.equal(typeof japanese[key], typeof text, key);
        assert.notEqual(japanese[key], '', key);
        assert.notEqual(text, '', key);
      }
    });

    test(`differ wherever there are words: ${name}`, () => {
      const japanese = Object.fromEntries(flat(ja));
      const same = flat(en).filter(([key, text]) => typeof text === 'string' && /[a-z]{3}/.test(text) && japanese[key] === text);
      assert.deepEqual(same, []);
    });
  }
});

describe('what stands in the HTML of the pages', () => {
  const known = new Map(Object.values(catalogues).flatMap(({ en }) => flat(en)).map(([key, text]) => [key, text]));
  for (const page of PAGES) {
    const source = readFileSync(new URL(page, UI), 'utf8');

    test(`${page} names texts that there are`, () => {
      for (const [, key] of source.matchAll(/data-(?:text|label)="([^"]+)"/g)) assert.ok(known.has(key), key);
    });

    test(`${page} has early.js first, and no script or style within`, () => {
      assert.match(source, /<title>[^<]*<\/title>\s*<script src="\.\.\/shared\/early\.js"><\/script>/);
      assert.doesNotMatch(source, /<script(?![^>]*src=)|<style|style=|\son[a-z]+=/);
    });
  }
});
