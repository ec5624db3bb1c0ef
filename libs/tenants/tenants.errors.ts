import { defineProblems } from '#platform/problems';

export const tenantsProblems = defineProblems('tenants', {
  invalid_tenant: {
    status: 400,
    title: { en: 'Invalid tenant', fr: 'Locataire invalide' },
    detail: {
      en: 'Some values cannot be those of a tenant. Correct those that errors[] lists and try again.',
      fr: 'Certaines valeurs ne peuvent être celles d’un locataire. Corrigez celles que liste errors[] puis réessayez.',
    },
  },
  tenant_slug_taken: {
    status: 409,
    title: { en: 'Slug already taken', fr: 'Identifiant déjà pris' },
    detail: {
      en: 'Another tenant has the slug {slug}. Choose another: a slug never changes hands.',
      fr: 'Un autre locataire porte l’identifiant {slug}. Choisissez-en un autre : un identifiant ne change jamais de mains.',
    },
  },
});
