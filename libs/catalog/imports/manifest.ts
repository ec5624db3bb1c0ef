import { bad } from './bad-package.js';
import { decodeText, oneLine, storable, tagsOf } from './texts.js';

/** The fields of a package.json that an app uses. */
export interface Manifest {
  /** 1 to 214 characters. */
  name: string;
  version: string;
  /** One line, up to 280 characters. */
  summary: string;
  /** Up to 20, lower-case. */
  tags: string[];
  licence?: string;
  /** An http or https address. */
  homepage?: string;
  author?: string;
}

const npmName = /^(@[\w.~-]+\/)?[\w.~-]+$/;

/**
 * Reads a package.json, in the present and the older forms that npm documents. Any other form is
 * refused: a guess would be shown as a fact.
 *
 * @throws BadPackage
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const json = parse(decodeText(bytes, 'package.json'));
  const name = text(json.name, 'name');
  if (!name || name.length > 214 || !npmName.test(name)) throw bad.noName();
  const version = oneLine(text(json.version, 'version') ?? '', 100);
  if (!version) throw bad.noVersion('package.json', 'version');
  return {
    name,
    version,
    summary: oneLine(text(json.description, 'description') ?? '', 280),
    tags: tagsOf(keywords(json.keywords)),
    licence: limited(licence(json.license ?? json.licenses), 100),
    homepage: webAddress(text(json.homepage, 'homepage')),
    author: limited(person(json.author), 200),
  };
}

function parse(source: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch {
    throw bad.notJson();
  }
  if (!isObject(json)) throw bad.notObject();
  return json;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function text(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw bad.notText(field);
  return storable(value, `${field} in package.json`);
}

const limited = (value: string | undefined, limit: number) => oneLine(value ?? '', limit) || undefined;

function keywords(value: unknown): string[] {
  const list = Array.isArray(value) ? value : (text(value, 'keywords')?.split(',') ?? []);
  return list.map((keyword) => text(keyword, 'keywords') ?? '');
}

/** `"MIT"`, `{"type": "MIT"}` or a list of either. */
function licence(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(licence).filter(Boolean).join(' OR ');
  return text(isObject(value) ? value.type : value, 'license');
}

/** The name in `"Ada <ada@example.org> (https://…)"` or `{"name": "Ada"}`, without the addresses. */
function person(value: unknown): string | undefined {
  return text(isObject(value) ? value.name : value, 'author')?.replace(/[<(].*/s, '');
}

function webAddress(value: string | undefined): string | undefined {
  const address = value && URL.canParse(value) ? new URL(value) : undefined;
  const web = address?.protocol === 'http:' || address?.protocol === 'https:';
  return web && address.href.length <= 2000 ? address.href : undefined;
}
