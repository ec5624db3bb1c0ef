import { Injectable, type Type } from '@nestjs/common';
import type { Person } from '#platform/access';

/** The content of a demonstration, from the context that it shows. */
export interface DemonstrationContent {
  /**
   * Fills a demonstration. Called again for the same person, perhaps after it was interrupted, it completes what is missing and
   * adds nothing twice.
   *
   * @param person the owner of the tenant, who was just created or exists
   * @param feeds addresses of the feeds that the other demonstrations of this server give
   */
  fill(person: Person, feeds: readonly string[]): Promise<void>;
}

/** The tenant and the account of a demonstration. */
export interface Demonstration {
  /** The product of the tenant, by which the demonstration is named: each product has one at most. */
  readonly product: string;
  /** Of its tenant; where another tenant has it, with a number. */
  readonly slug: string;
  /** Of its tenant, for people. */
  readonly name: string;
  /** Its owner, who has the address `<mailbox>@<slug>.example`. */
  readonly owner: { readonly mailbox: string; readonly name: string };
  /** The path of the feed that tenants of the product give, where they give one. */
  readonly feedOf?: (slug: string) => string;
}

const declared: (Demonstration & { readonly content: Type<DemonstrationContent> })[] = [];

/** Makes a class, which a module of its context provides, the content of a demonstration. */
export function Demonstrates(demonstration: Demonstration) {
  return (content: Type<DemonstrationContent>): void => {
    Injectable()(content);
    declared.push({ ...demonstration, content });
  };
}

/** The demonstrations of all contexts; those that give feeds come before those that may follow them. */
export function demonstrations(): typeof declared {
  return declared.toSorted((a, b) => Number(!a.feedOf) - Number(!b.feedOf));
}
