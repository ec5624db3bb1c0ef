// Lets a drill import the servers that the tests start: Node strips their types, and finds them by the names that tsc does.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

registerHooks({
  resolve(name, context, next) {
    const source =
      name.startsWith('.') && name.endsWith('.js') && new URL(name.replace(/js$/, 'ts'), context.parentURL);
    return source && existsSync(fileURLToPath(source)) ? next(source.href, context) : next(name, context);
  },
});
