import { escapeHtml } from '#platform/http';
import type { SentMail, SentMails } from '#platform/mail';
import type { Locale } from '#platform/problems';
import { page } from './page.js';

const words = {
  en: {
    title: 'Mails that were sent',
    unread: 'Files in the folder that could not be read:',
    none: 'None yet. Register an account, invite somebody or reset a password.',
    all: 'All mails',
    to: 'To',
    at: 'At',
    link: 'Link',
  },
  fr: {
    title: 'Courriels envoyés',
    unread: 'Fichiers du dossier illisibles :',
    none: 'Aucun pour l’instant. Inscrivez un compte, invitez quelqu’un ou réinitialisez un mot de passe.',
    all: 'Tous les courriels',
    to: 'À',
    at: 'Le',
    link: 'Lien',
  },
} as const;

/** The page of mails, the newest first. */
export function mailsPage({ mails, unread }: SentMails, locale: Locale): string {
  const text = words[locale];
  const body = mails.length ? mails.map((mail) => section(mail, locale)).join('\n') : `<p>${text.none}</p>`;
  const left = unread ? `<p>${text.unread} ${unread}.</p>\n` : '';
  return page(
    locale,
    text.title,
    `<p><a href="/">Palier</a> · <a href="/dev/mails">${text.all}</a></p>\n${left}${body}`,
  );
}

function section({ to, subject, link, text, sentAt }: SentMail, locale: Locale): string {
  const { to: recipient, at, link: named } = words[locale];
  const opens = link && /^https?:\/\//.test(link) ? `<dt>${named}</dt><dd>${anchor(link, link)}</dd>` : '';
  return `<h2>${escapeHtml(subject)}</h2>
<dl><dt>${recipient}</dt><dd>${anchor(`/dev/mails?to=${encodeURIComponent(to)}`, to)}</dd>
<dt>${at}</dt><dd><time>${escapeHtml(sentAt)}</time></dd>${opens}</dl>
<pre>${escapeHtml(text)}</pre>`;
}

const anchor = (href: string, text: string) => `<a href="${escapeHtml(href)}" rel="noreferrer">${escapeHtml(text)}</a>`;
