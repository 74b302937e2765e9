/*! Suluh, BSD-3-Clause. */
(()=>{var{search:t,protocol:c,host:e}=location;if(/[?&](kelas|utm_[a-z]+)=/.test(t))for(let o of document.querySelectorAll("a[href]"))o.protocol===c&&o.host===e&&(o.search=t);})();
