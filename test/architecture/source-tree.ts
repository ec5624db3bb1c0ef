import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** Where a rule is broken, and what to do about it. */
export interface Violation {
  /** The file, relative to the repository's root. */
  file: string;
  message: string;
}

/** Files of the sources that only tests use; the build leaves them out. */
export const testOnly = /\.spec\.ts$/;

/** Source files by their path from the repository's root, with `/` between the parts. */
export class SourceTree {
  private readonly found = new Map<string, readonly string[]>();
  private readonly texts: ReadonlyMap<string, string>;

  constructor(texts: ReadonlyMap<string, string>) {
    this.texts = texts;
  }

  /** A tree in memory, with which specs break a rule on purpose. */
  static of(files: Readonly<Record<string, string>>): SourceTree {
    return new SourceTree(new Map(Object.entries(files)));
  }

  /** Every file under these folders of `root`; those that are missing count as empty. */
  static read(root: string, folders: readonly string[]): SourceTree {
    const texts = new Map<string, string>();
    for (const folder of folders) {
      for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        texts.set(path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8'));
      }
    }
    return new SourceTree(texts);
  }

  paths(pattern = /./): string[] {
    return [...this.texts.keys()].filter((path) => pattern.test(path)).sort();
  }

  has(path: string): boolean {
    return this.texts.has(path);
  }

  /** @throws Error when there is no such file. */
  text(path: string): string {
    const text = this.texts.get(path);
    if (text === undefined) throw new Error(`There is no ${path} in the tree.`);
    return text;
  }

  /** TypeScript that is part of the product: nothing for tests. */
  sources(): string[] {
    return this.paths(/^(apps|libs|migrations)\/.*\.ts$/).filter((path) => !testOnly.test(path));
  }

  /** The texts of a file in quotes, without the values that are put into them. */
  strings(path: string): readonly string[] {
    const texts: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) texts.push(node.text);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(path, this.text(path), ts.ScriptTarget.Latest));
    return texts;
  }

  /**
   * What a file imports, types included: bare and `#` names as written, relative ones as paths
   * from the root with the `.ts` that they stand for.
   */
  imports(path: string): readonly string[] {
    const known = this.found.get(path);
    if (known) return known;
    const names = ts.preProcessFile(this.text(path), true, true).importedFiles.map(({ fileName }) => fileName);
    const resolved = [...new Set(names)].map((name) =>
      name.startsWith('.') ? posix.join(posix.dirname(path), name).replace(/\.js$/, '.ts') : name,
    );
    this.found.set(path, resolved);
    return resolved;
  }
}
