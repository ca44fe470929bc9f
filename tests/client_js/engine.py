"""A script run in Node, and the functions it defines. For the replay of the contract; knows nothing of our client."""
import json
import shutil
import subprocess

LIST_FUNCTIONS = """
const vm = require('node:vm');
const page = vm.createContext({ document: { currentScript: null }, location: { origin: 'http://page.example' }, URL });
vm.runInContext(require('node:fs').readFileSync(0, 'utf8'), page, { timeout: 5000 });
const names = new Set();
const seen = new Set();
function visit(value, name) {
  if (typeof value === 'function') names.add(name);
  if (value === null || !['object', 'function'].includes(typeof value) || seen.has(value)) return;
  seen.add(value);
  for (const key of Object.keys(value)) visit(value[key], `${name}.${key}`);
}
visit(vm.runInContext('typeof client === "undefined" ? null : client', page), 'client');
process.stdout.write(JSON.stringify([...names]));
"""


def defined(source: str) -> set[str]:
    """Return the dotted names of all functions reachable from the global `client` that the script leaves behind.

    Raises FileNotFoundError without Node, ValueError with Node's message if the script does not run.
    """
    node = shutil.which('node')
    if node is None:
        raise FileNotFoundError('node')
    run = subprocess.run([node, '-e', LIST_FUNCTIONS], input=source, capture_output=True, encoding='utf-8', check=False)
    if run.returncode:
        raise ValueError(run.stderr)
    return set(json.loads(run.stdout))
