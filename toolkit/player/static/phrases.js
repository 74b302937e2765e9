/*! Suluh, BSD-3-Clause. */
(()=>{var r=Object.defineProperty;var u=(i,e)=>{for(var n in e)r(i,n,{get:e[n],enumerable:!0})};var a={};u(a,{words:()=>t});var t=`
abad abang abon adegan adil adonan aduk agar agenda agustus ajaib ajaran akasia akhir akrab aksara
aktif akuarium alamat alami alasan alat aliran alis aljabar alpukat aman amanat amati ambil
ambulans amplas amplop anak andong aneh anemon anggota anggrek anggur angin angkat angklung angsa
anoa antar antena anting antrean anyam apel aplikasi apotek apoteker aprikot april arca aren
arkeolog arloji arsip arsitek artefak arti artikel arus arwana asam asbak asin asli aspal asrama
asteroid astronot atap atlas atom aturan aula awal awet ayah ayunan bacaan badan bagasi bagian
bagus bahasa baik bajaj bajigur bakat bakcang bakmi bakpao bakpia bakso bakul bakung bakwan balado
balap baling balon bandara bandeng bandrek bangku bangun banjir bantal bantuan banyak bapak barang
baru basket baskom batagor batako batas baterai batok baut bayangan bayar bayi bebas bebek bedak
bejana bekal bekantan bekerja belai belajar belakang belanja belasan belerang belibis belut bemo
benang benar benda bendera bengkel benih bensin benteng bentuk berani berat berawan berbagai
berbaris berbunga berburu bercakap bercanda berderap berdiri berembun berenang berganti bergegas
bergema bergerak bergizi berguna bergurau berhasil berhemat berhenti beri beringin beriring berita
berjaga berjalan berjanji berjemur berjumpa berkabut berkaca berkarya berkas berkebun berkelok
berkemah berkilau berlabuh berlapis berlari berlatih berlayar berlian berlibur berlomba bermain
bernapas berpacu berpikir berpisah berputar bersabar bersama bersiap bersih bersinar bersiul
bersorak bertahan bertanya berteduh bertelur bertemu bertepuk bertukar beruang berubah berusaha
berwarna besok betah betis beton betul biar biasa biawak bibi bicara bihun bijak bilah bilang
biliar bilik bimbing binatu bingkai bintang biologi bioskop bisbol biskuit bison blender blewah
bluberi blus bohlam bola boneka bonsai bonus botol brokoli bros brosur buah bubuk budaya bugar
bugenvil buket bukti buku bulan buletin bumbu bumi buncis bundar bunga bungkus bunglon bunyi
burger burung busa busur cabai cabut cacing cahaya cair cakalang cakap cakram cakwe camar campur
candra canggih cangkir cangkul cantik capung cara catatan catur cawan cekatan celah celana
celengan cemara cempaka cempedak cendana cendol cengkih centong cepat cerdas cerdik ceremai cerita
ceriwis cermat cermin cerobong cerpen cetak cicak cicip cincang cincau cincin ciri cita coba cobek
cocok cokelat colokan congklak contoh corak coretan corong cuaca cucu cuka cukur cupang curah cuti
dadu daerah daftar dagangan dahan dahi dahlia dalam dalang damai dampak danau dandang dangdut
dapur darat dasar daster data daun dayung debu dedaunan dekade dekat delapan delima delman delta
demam dendeng dengan denting dentum depan derajat derap dering derit dermaga desa desember desir
detik dialog diam dinding dingin diskon diskusi dodol dokar dokter domba domino dompet donat
donatur dongeng dongkrak dorong dosen drama drum duduk duku dukungan durian dusun eceran edisi
egrang ekologi ekor elok elus emas ember embun emping empuk enam encer energi engsel enzim etalase
fabel faedah fajar februari feri film final fisika fokus formulir fosil foto gabus gadis gagah
gagasan gaji galaksi galeri galon gambar gamelan gampang ganda gandum ganjil ganti gapura garam
garasi garpu garuk gasing gaun gawai gawang gaya gayung gedung gejala gelang gelap gelatik gema
gembala gembira gembok gemerlap gemuruh gendang generasi genggam genteng geografi geometri gerabah
gerai gerbong gergaji gerhana gerimis gerobak gesekan geser gesit getah getaran getuk giat gigi
giliran girang gitar globe gong goreng gorila gosok goyang granit grosir grup guci gudang gudeg
gugus gula guling gulir gulungan gundu gunting guntur gunung gurame gurih gurindam gurita guru
guyur hadap hadiah hadir hafal halaman halte halus hambar hamster handal handuk hangat hanya
harapan harga hari harimau harum hasil hebat hektar helium helm hembus hening hiasan hibur
hidangan hidrogen hidung hidup hijau hikayat hitam hitungan hobi hotel huni huruf hutan ijazah
ijuk ikan ikatan ikut ilalang ilmu ilmuwan impian indah info ingat intan inti irama istana istri
izin jabatan jadwal jaga jagoan jaguar jagung jahe jahit jajanan jaket jalan jalur jambu jaminan
janggut jangka jangkrik janji jantung januari jarak jari jaring jarum jauh jawab jebakan jejak
jelajah jelas jelita jembatan jempol jemput jemuran jenaka jendela jengkol jenis jepit jerami
jerapah jeriken jernih jeruk jilid jinak jingga jinjing jual juara jubah judo jujur julukan jumat
jumlah jumpa juni junjung juragan jurang jurnal jurus juta kabar kabel kabin kabut kacamata kacang
kafe kailan kait kakak kakatua kaki kaktus kaldera kaldu kalender kalimat kalkun kalori kalsium
kalung kambing kamboja kamera kamis kampung kampus kancil kancing kandang kangkung kanguru kantin
kantong kantor kanvas kapal kapsul kapten kapuk kapulaga karambol karate karbon karcis kardus
karedok karet kargo karib kartu karya karyawan kasih kasti kasuari kasur kata katalog katun kaus
kawan kawasan kayu keahlian kebab kebaikan kebaya kebun kecap kecil kedai kedelai kejar keju
kekasih kekuatan kelabu keladi kelapa kelereng kelinci kelip kelola kelomang kelompok kelopak
kelor keluarga kemah kemangi kemarau kemarin kemasan kembang kembar kemeja kemilau kemiri kemoceng
kemudi kenal kenangan kenari kencur kendi kentang keong kepala keping kepiting kerabat keramik
kerang kerangka kerapu keras kerbau kereta kerikil keringat keripik kerja kerucut kerupuk kesan
keset kesukaan ketat ketel ketik ketoprak ketua ketukan ketumbar ketupat khas kicau kidung kijang
kikir kilat kilogram kimia kincir kini kios kipas kirim kisah klakson klepon klik klinik knalpot
koala kode kodok koin kokoh kolam kolega koleksi komedi komet komik komodo kompas kompor komputer
konser kontras koper koperasi kopi koran korek koridor kornet kosong kostum kotak krayon kresek
kriket kroasan kuali kualitas kuarsa kuat kubah kubus kucing kuda kuis kuitansi kukang kuliner
kulit kulkas kumparan kumpulan kunci kuncup kunjung kuno kunyah kunyit kuota kupon kupu kurir
kurma kursi kursus kusen kusut kutilang kutub kwaci lacak laci lada ladang lagu lahan lakban lakon
lalapan lambang lambat lampion lampu lancar lancip landak landasan langit langkah lanjutan lantai
lapangan lapar lapis laporan laptop laser latihan laut lavender layanan lazuardi lebar lega
legenda legit leher lele lelucon lemak lemari lembah lembaran lembek lembut lemon lempar lemur
lengan lengkap lengkuas lensa lentera lentur lepas lereng lesung lewat liburan lidah lift lihat
lilin lima limun lincah lindung lingkar lintasan liontin lipatan lirik liter lobak lodeh logam
logika logistik loker lompat lonceng lontar lontong lorong loteng luar lucu lugas lukisan lulus
lumayan lumba lumbung lumpia lumpur lunak luncur lusa lusin lusuh lutung lutut luwes magnet mahal
mahir mahkota mahoni main majalah maju makan makmur malam maleo mandi mandor manfaat mangga
manggis mangkuk manis manja mantap mantel maraton maret margarin markisa marmer marmot marning
martabak masa masinis masker masuk matahari matang materi matoa matras mawar medali meja mekar
melaju melambai melamun melati melayang melekat melihat melinjo melirik melodi melompat melon
memahami memakai memanah memancar memandu memanen memanjat memantul memasak memasang membagi
membantu membawa membeku memberi membuka memetik memilih memori memotong memotret memupuk memutar
menabuh menabung menanam menanjak menanti menara menawar mencari mencicip mencoba mencuci mendaki
mendapat mendidih mendung menebak meneliti menemani menempel menengok menenun menetas mengaduk
mengajak mengalir mengasah mengayuh mengecat mengejar mengelap mengemas mengenal mengeong mengetik
menggali menghias mengikat menginap mengirim mengisi mengkudu mengolah menguap mengukur mengulek
mengupas menimbun menit meniup menjaga menjahit menjemur menjual menoleh menolong menonton mentega
mentimun menuang menukar menulis menumbuk menunggu menurun menyala menyalin menyanyi menyapu
menyebar menyebut menyeduh menyelam menyerap menyewa menyiram menyisir menyusul merah merajut
merakit meramu merang merapi merawat merayap merdu merebus meredup merekam merica merintis merpati
mesin mesra meter mikrofon mikrolet miliar mimpi mineral minggu mini miniatur minibus minta minum
minyak miring mirip mistar mitos mitra mobil mochi modal modem modern mohon monitor monopoli
montir motif motor muara muatan mudah mudik mujair mujur mulai mulut muncul mundur mungil murbei
murid murni musang museum musikal musim mutiara nagasari naik nakhoda nama nampan nangka nanti
napas nasi nasihat naskah naungan nebula negeri nektar nelayan nenek neon ngarai ngengat niat
nikmat nilai nitrogen nomor normal nota novel novelis november nuansa nyaman nyamuk nyanyian
nyaring nyata obeng obor obral oksigen oktober olah olahraga oles ombak oncom ongkos opak orbit
orkestra otot oven pabrik padat pagi paham pahatan pakai paket pakis palawija palem palu pameran
pamit panahan panas panci pandai panduan panekuk panel pangeran panggil panggung pangkal pangsit
panitia panjang panjat panorama pantau pantulan pantun papan paragraf pare parfum parkir pasang
pasir pasokan paspor pastel patin patung paviliun pecah pecel pecinta pedagang pedas pedati
pedoman peduli pegang pegawai pegulat pejalan pelajar pelana pelangi pelat pelatih pelatuk pelawak
pelayan pelempar pelipis pelita peluit peluk pelukis pelupuk pemahat pemain pemanas pemandu
pematang pembaca pembalap pembatik pembeli pemijat pemilik pemotong pempek pemuda pemukul pemusik
penabuh penanda penari penawar pencipta pendaki pendapat pendek pendopo penenun pengajar pengamen
pengikat pengisi peniti penjaga penjahit penjilid penjual penolong penonton pensil penting penuh
penulis penutup penyair penyanyi penyejuk penyelam penyiram penyu pepaya perahu perajin perak
perasaan perbaiki perban perca percaya percik perekat perenang pergi periksa perisai perkakas
perkedel perkutut permen peron persegi persik pertama perunggu perut pesan pesawat pesepak peserta
pesilat pesona pesta pesulap petani petasan petenis peternak petinju petir petugas pewarna piagam
piala piano pigura pikir piknik piksel pikul pilar pilihan pilot pinang pinggang pinggir pingpong
pinguin pinisi pinjam pinset pintar pintu pinus pipa pipit piramida piring pisau piton piyama
plafon planet plankton plastik plester pohon pokok pola polos pompa pondok poni ponsel populer
porselen porsi poster potongan praktis pramuka prangko prasasti prestasi pria prisma produk
program properti protein proyek puas pucat puing puisi puji pukulan pulang pulau pulpen pulsa
puluhan puma puncak pungut punya pupuk purba purnama pusaka pusaran putar putih putri putu puyuh
racik radar radio ragam rahang rahasia raih raja rajawali rajin rajungan rajutan rakit rakun ramai
rambut ramuan randu rangkai ransel rantai rantang rapat rapi rapor rasberi ratu rawon rayap rebana
rebung rebus receh redup regu rekaman rekan relawan relief remaja remang rembulan rempah rempeyek
rencana rendah resep restoran rezeki riang rias ribu rimba rindang ringan rintis risol riuh robek
robot roda roket romantis rompi rosemari rotan roti rujak rumah rumit rumput rumus runcing rusa
rusuk rute saat sabana sabit sabtu sabun sadar safir sahabat sajian saklar saku sakura salad saldo
salinan salju salmon sambal sambut samping sampo sampul samudra sandal sandi sanggar sanggul
sangrai santai santapan santun sapaan sapi saran sarapan sarden saringan sarjana sarung sasando
sasaran sate satelit satpam saudara sawah sawo sayap sayuran sebab sebagian sebelas sebentar
sebuah sebutan sedap sedotan seduh segar segel segera segitiga sehari sehat sejak sejarah sejuta
sekitar sekoci sekolah sekop sekoteng sekrup selalu selam selancar selasa selatan seledri selimut
selokan selotip seluruh selusin semai semalam semangat semangka semarak sembilan semboyan sembuh
semburat semen seminggu sempit sempoa semprot semut senang sendiri sendok sengon seni senja senter
sentra sentuh senyap senyum sepakat separuh sepatu sepeda seperti seprai sepuluh sepupu seragam
serambi serasi seratus serbet serbuk sereal seribu serigala sering serius serpihan seru seruling
setahun setapak setelan setengah setiap setrika sewa siamang siang siap sibuk sifat siklus simak
simbol simpan simpanse sinar singa singkong sinopsis sinyal siomay siput siram sirih sirine sirkus
sirsak sirup sisir sistem siswa situs siul skala skor skuter sofa solar songket sopan sopir sorak
sore sorot sosis soto sotong spanduk spidol spion spiral spons srikaya stadion staf staples
stasiun stempel stiker stir stroberi studio suami suara suasana sudut sukses sukun sulaman sulap
suling sulit sumber sumbu sumo sumur sungai suntikan sunyi surat surel surya suster susu susunan
syahdu syair syal syarat tablet tabung tahan tahu tajam takraw taksi talang talenan tali tamasya
tambahan tambak tambang tampah tampil tanah tanda tanduk tangan tangga tangguh tangkap tangki
tanjakan tanjung tante tape tapir taplak target tarian tarik taring tarsius taruh tauge tautan
tawa tawaran teater tebak tebing teduh tegangan tegap tekanan teks tekstur tekun telaga telapak
telaten telepon teleskop televisi telinga teliti telunjuk telur teman temaram tembaga tembikar
tembok tembus tempat tempayan tempo tempuh temu tenang tengah tenggiri tengkuk tengok tenis
tenunan teori tepi tepung terampil terapi terarah teras teratai terawat terbang tercatat tercetak
terharu terhibur terima terjual terlatih terminal termos ternak terompet terong teropong terpadu
terpal terpilih tersedia tertarik tertawa tertib tertidur tertulis terumbu tetangga tetes tetikus
tiang tiba tidur tiket tikungan tikus timah timbunan tinggi tingkat tinju tinta tipis tirai tisu
titik titipan tiup tokek toko tolak tolong tomat tombol tonggak tongkang tongkol tongseng tonton
topas topeng topik toples tradisi traktor trem troli trotoar truk tuan tubuh tudung tugas tugu
tujuan tukang tukar tulis tumit tumpeng tumpukan tumpul tunai tunggu tuntun turbin turun tutup
uang ubin ucapan udara ufuk ujian ujung ukir ukulele ukuran ulet umbi umpan umpet umum undang
undian unduh unggah unggul ungu unik unsur unta untung upacara upah uraian urap urusan usaha usia
usul utama utuh vaksin vanili video vila vitamin voli wafel wahana wajah wajik wakil waktu walet
walrus wangi wanita waras warisan warna wartawan waru warung wasit waspada watak wawasan wayang
wedang wijen wilayah wisata wisma wortel wujud yoga yogurt yoyo zamrud zebra
`.trim().split(/\s+/);(suluh.later??={}).phrases=a;})();
