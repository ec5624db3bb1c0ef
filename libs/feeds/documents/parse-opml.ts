import { type Opml, parseOpml as readOpml } from 'feedsmith';
import { decodeText } from './decode-text.js';
import { DocumentFault } from './document-fault.js';
import { mostElements, mostLines } from './document-limits.js';
import type { OpmlLine } from './parsed-feed.js';
import { cut, oneLine, plainText } from './plain-text.js';
import { rootOf } from './xml-text.js';

type Outline = Opml.Outline<string>;

const most = { url: 4000, title: 300, folder: 200, tag: 100, tags: 20 };

/**
 * The subscriptions of an OPML file, in its order, repeated ones included. Their addresses are as the file has them, and may
 * be no addresses of feeds.
 *
 * @throws DocumentFault `opml_malformed`, `opml_too_large` above 5,000 subscriptions or 10,000 elements
 */
export function parseOpml(bytes: Uint8Array): OpmlLine[] {
  const text = decodeText(bytes, null);
  const root = rootOf(text);
  if (root?.name !== 'opml') throw new DocumentFault('opml_malformed');
  const xml = text.slice(root.at);
  if (occurrences(xml, /xmlurl\s*=/gi) > mostLines || occurrences(xml, /<[^/?!]/g) > mostElements)
    throw new DocumentFault('opml_too_large');
  const lines: OpmlLine[] = [];
  for (const outline of outlinesOf(xml)) collect(outline, [], lines);
  return lines;
}

const occurrences = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

function outlinesOf(xml: string): readonly Outline[] {
  try {
    return readOpml(xml).body?.outlines ?? [];
  } catch {
    throw new DocumentFault('opml_malformed');
  }
}

function collect(outline: Outline, folders: readonly string[], lines: OpmlLine[]): void {
  const title = plainText(outline.title ?? outline.text ?? '', most.title);
  const url = cut(outline.xmlUrl?.trim() ?? '', most.url);
  if (url) {
    const folder = cut(folders.join(' / '), most.folder) || null;
    lines.push({ url, title: title || null, folder, tags: tagsOf(outline.category) });
  }
  // An outline without an address is a folder.
  const within = url || !title ? folders : [...folders, title];
  for (const inner of outline.outlines ?? []) collect(inner, within, lines);
}

/** Comma-separated; those that begin with a slash are paths of categories. */
function tagsOf(category: string | undefined): string[] {
  const tags = (category ?? '').split(',', 100).map((tag) => cut(oneLine(tag.replace(/^\s*\/+/, '')), most.tag));
  return [...new Set(tags)].filter((tag) => tag !== '').slice(0, most.tags);
}
