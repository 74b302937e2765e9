// Services that hide an address behind a short one of their own. Known in Indonesia; not all there are.
export const SHORTENERS = new Set(
  `bit.ly s.id tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly rebrand.ly cutt.ly rb.gy
  shorturl.at shorturl.asia tiny.cc bl.ink lnkd.in t.ly gg.gg adf.ly bitly.ws tny.im qrco.de
  short.gy shrtco.de dub.sh surl.li urlz.fr u.to clck.ru lihi.cc`.split(/\s+/),
);
