// The page with all lessons: a link that says which class or post it is from (`?kelas=7A`,
// `?utm_source=instagram`) says so to the lesson that is opened from here, too.
const { search, protocol, host } = location;

if (/[?&](kelas|utm_[a-z]+)=/.test(search)) {
  for (const link of document.querySelectorAll("a[href]")) {
    if (link.protocol === protocol && link.host === host) link.search = search;
  }
}
