import type { Letter } from './letter.js';
import { mailTexts } from './mail-texts.js';
import { renderMail } from './render-mail.js';

const letter: Letter = {
  kind: 'verify-email',
  to: 'ada@example.org',
  name: 'Ada <b>',
  locale: 'fr',
  link: 'https://palier.example/auth/shop/verify-email#secret',
  sender: { name: 'Wistant', mailbox: 'wistant' },
  branding: { displayName: 'L’atelier & fils', colour: '#0b5cad', logoUrl: null },
};

describe('a mail', () => {
  it('has the same words as text and as HTML, in the language of its recipient', () => {
    const { subject, text, html, link } = renderMail(letter);
    expect(subject).toBe('Confirmez votre adresse pour L’atelier & fils');
    expect(text).toContain('Bonjour Ada <b>,');
    expect(text).toContain('\nhttps://palier.example/auth/shop/verify-email#secret\n');
    expect(html).toContain('href="https://palier.example/auth/shop/verify-email#secret"');
    expect(link).toBe(letter.link);
  });

  it('lets nothing that a user typed become markup or a second line of the subject', () => {
    const branding = { ...letter.branding, displayName: '<script>\n$& {tenant}' };
    const { subject, html } = renderMail({ ...letter, branding });
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<b>');
    expect(subject).not.toContain('\n');
  });

  it.each(Object.keys(mailTexts) as Letter['kind'][])(
    'of the kind %s has a button exactly where there is a link',
    (kind) => {
      for (const locale of ['en', 'fr'] as const) {
        const action = mailTexts[kind][locale].action;
        const { html, text } = renderMail({ ...letter, kind, locale, link: action ? letter.link : undefined });
        expect(html.includes('<a ')).toBe(action !== undefined);
        expect(text).not.toContain('{tenant}');
      }
    },
  );
});
