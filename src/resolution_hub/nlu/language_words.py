"""What sixteen languages in Latin letters are told apart by: frequent words, word ends and letters that few of them use.

Words are lower-case and written as customers write them, with accents and without.
"""

from __future__ import annotations

WORDS = {
    "en": """
        the a an is are was were am be been i i'm i've i'd i'll my me you your it it's its to and of in on for not have
        has had do does did don't didn't can can't could would will won't this that these those with what what's where
        where's when why how who which from by at as if or but no yes so please thanks thank hi hello hey order orders
        package parcel refund return cancel delivery delivered help need want get got arrived received still never again
        about there here they we us our he she him her just only also any some more all out up now then than too item
        items account card money payment number track tracking shipping subscription change status product broken wrong
        missing support customer service person agent human ok okay bye late lost sent came work working charged bought
        one two time day days week weeks ago today tomorrow yesterday because since after before see ya take care die man
    """,
    "es": """
        el la los las un una unos de del al y o que qué en es está estan están estoy son mi mis tu su sus me se lo le no
        por para con sin pero como cómo donde dónde cuando cuándo quiero quisiera necesito puedo puede tengo tiene hay ha
        he llegado llegó llega llegar pedido pedidos paquete envío envio reembolso devolver devolución devolucion cancelar
        gracias hola buenos buenas días dias tardes favor ayuda cuenta dinero tarjeta hacer hice todavía aún ya muy más
        mas esto este esta eso producto roto mañana hoy ayer dos semana semanas sigo esperando nada cobrado cobraron
    """,
    "fr": """
        le la les un une des du de d l et ou où que qu qui est sont suis ai as a avez avons j je tu il elle nous vous ils
        mon ma mes votre vos ce c cette ces ne n pas plus pour par avec sans dans sur mais comment quand pourquoi combien
        commande commandes colis livraison livré livrée remboursement rembourser retour retourner annuler merci bonjour
        bonsoir salut s'il plaît plait voudrais veux peux pouvez besoin aide toujours rien reçu recu jamais été ete
        compte argent carte produit cassé casse hier demain aujourd'hui jours semaine semaines toujours encore très au aux
    """,
    "de": """
        der die das den dem des ein eine einen einem einer und oder ist sind war bin habe hat haben hatte ich du er sie es
        wir ihr mein meine meinen meinem meiner ihre ihren nicht kein keine mit für fuer von zu zum zur im in am an auf
        aus bei nach noch schon aber wo wann wie warum was wer bitte danke hallo guten tag morgen bestellung bestellt
        paket lieferung geliefert sendung rückgabe rueckgabe zurück zurueck zurückgeben geld erstattung rückerstattung
        stornieren kündigen kuendigen angekommen bekommen erhalten möchte moechte will kann können koennen hilfe konto
        karte kaputt falsch heute gestern tage woche wochen seit immer sehr auch wurde werden hätte gerne mich mir
    """,
    "it": """
        il lo la i gli le un uno una di del della dei delle da dal in nel nella con su per tra e o è sono ho hai ha
        abbiamo mio mia miei mie tuo suo non che chi cosa come dove quando perché perche quanto vorrei voglio posso può
        puo ordine ordini pacco spedizione consegna consegnato rimborso reso restituire annullare cancellare grazie ciao
        buongiorno buonasera salve favore aiuto ancora arrivato arrivata ricevuto mai conto carta soldi prodotto rotto
        oggi ieri domani giorni settimana settimane questo questa molto più anche mi si ne
    """,
    "pt": """
        o a os as um uma de do da dos das em no na nos nas por para com sem e ou que é são sao está esta estou foi meu
        minha meus minhas seu sua não nao mas como onde quando porque quanto quero queria preciso posso pode tenho tem
        pedido encomenda pacote entrega entregue reembolso devolver devolução devolucao cancelar obrigado obrigada olá ola
        oi bom dia boa tarde noite favor ajuda conta dinheiro cartão cartao ainda chegou chegar recebi nunca produto
        quebrado hoje ontem amanhã amanha dias semana semanas isso este eu você voce muito mais já
    """,
    "nl": """
        de het een en of is zijn was ben heb heeft hebben had ik je jij u hij zij we wij mijn uw jouw niet geen met voor
        van naar op in uit bij aan nog al maar waar wanneer hoe waarom wat wie graag alsjeblieft alstublieft dank bedankt
        hallo goedemorgen goedemiddag dag bestelling besteld pakket pakketje levering geleverd bezorgd bezorging retour
        retourneren terugsturen terug geld terugbetaling annuleren opzeggen aangekomen ontvangen wil kan kunnen hulp
        rekening kapot verkeerd vandaag gisteren morgen dagen weken sinds steeds ook wordt deze dit dat er te om mij
    """,
    "pl": """
        i w z na do nie to że ze się sie jest są sa był była mam ma mój moj moja moje mojego moją mnie mi jak gdzie kiedy
        dlaczego co kto czy proszę prosze dziękuję dziekuje dzień dobry cześć czesc witam zamówienie zamowienie
        zamówienia paczka paczki przesyłka przesylka przesyłki dostawa zwrot zwrotu zwrócić anulować anulowac pieniądze
        pieniedzy chcę chce chciałbym chciałabym mogę moge potrzebuję pomoc pomocy konto karta jeszcze nadal już juz
        dotarła dotarło dotarła otrzymałem otrzymałam dni tydzień dzisiaj wczoraj jutro ale dla od po za przez bardzo
    """,
    "sv": """
        och att det som en ett är var har hade jag du han hon vi ni min mitt mina din er inte ingen på i med för från till
        av om men var när hur varför vad vem vill kan skulle behöver hej tack snälla beställning beställningen order
        paket paketet leverans levererat återbetalning retur returnera avbeställa avboka pengar pengarna kommit fått
        hjälp konto kort trasig fel idag igår imorgon dagar vecka veckor ännu fortfarande mycket också mig den kommer
    """,
    "da": """
        og at det som en et er var har havde jeg du han hun vi i min mit mine din ikke ingen på med for fra til af om men
        hvor hvornår hvordan hvorfor hvad hvem vil kan skulle hej tak venligst ordre ordren bestilling bestillingen pakke
        pakken pakker levering leveret refusion retur returnere annullere pengene penge kommet fået modtaget brug hjælp
        konto kort ødelagt forkert dag går morgen dage uge uger endnu stadig meget også mig gerne jeres skal
    """,
    "no": """
        og at det som en et er var har hadde jeg du han hun vi dere min mitt mine din ikke ingen på med for fra til av om
        men hvor når hvordan hvorfor hva hvem vil kan skulle hei takk vennligst ordre ordren bestilling bestillingen pakke
        pakken levering levert refusjon retur returnere kansellere avbestille pengene penger kommet fått mottatt trenger
        hjelp konto kort ødelagt feil dag går morgen dager uke uker ennå fortsatt fremdeles mye også meg gjerne skal
    """,
    "fi": """
        ja on ei ole oli olen olet minä minun mun sinä hän me te tämä se että missä milloin miten miksi mikä mitä kuka
        mutta tai kun jos vielä jo nyt haluan haluaisin voinko voitteko tarvitsen tilaus tilaukseni tilauksen paketti
        pakettini toimitus palautus palauttaa hyvitys peruuttaa perua rahat raha saapunut tullut saanut kiitos hei moi
        terve päivää huomenta apua tili kortti rikki väärä tänään eilen huomenna päivää viikko viikkoa edelleen en
    """,
    "tr": """
        ve bir bu şu o ne nerede nerde nasıl ne zaman neden kim mi mı mu mü değil yok var için ile ama çok daha hala hâlâ
        benim ben bana beni sen siz sizin biz istiyorum istedim lazım gerekiyor sipariş siparişim siparişimi siparis
        siparişi kargo kargom paket paketim teslim teslimat iade iptal etmek para paramı geri ödeme teşekkürler teşekkür
        ederim merhaba selam lütfen yardım hesap kart bozuk yanlış geldi gelmedi gelecek bugün dün yarın gün hafta
    """,
    "cs": """
        a v z na do ne je jsou jsem byl byla bylo mám má můj moje moji mé mi mě jak kde kdy proč co kdo prosím děkuji
        dekuji díky dobrý den ahoj objednávka objednávku objednavka objednávky zásilka zásilku balík balíček doručení
        doručeno vrátit vrácení zrušit peníze chci chtěl chtěla bych mohu můžu potřebuji pomoc účet karta ještě stále už
        přišel přišla přišlo nepřišla nedorazila dny dní týden dnes včera zítra ale pro od po za se si to že
    """,
    "hu": """
        a az egy és vagy hogy nem van volt vagyok vannak én te ő mi ti az én hol mikor hogyan miért mi ki mit ez is de ha
        már még most kérem köszönöm köszi szia helló jó napot rendelés rendelésem rendelésemet csomag csomagom szállítás
        visszaküldés visszaküldeni visszatérítés lemondani törölni pénz pénzem pénzt szeretnék szeretném akarok tudok
        segítség fiók kártya hibás rossz ma tegnap holnap nap hete hét érkezett meg kaptam nekem
    """,
    "ro": """
        și si în in la cu pe de din pentru nu este sunt era am ai are a al ale meu mea mei mele mi îmi imi ce cine unde
        când cand cum vreau aș as vrea pot poate trebuie comanda comandă comenzi colet coletul pachet livrare livrat
        rambursare retur returnez returna anula anulez bani banii mulțumesc multumesc bună buna ziua salut rog ajutor cont
        card încă inca ajuns primit azi ieri mâine maine zile săptămână săptămâni dar sau că care mai foarte acest
    """,
}
ENDS = {
    "en": "ing ness ful less ally tion tions ed ously able",
    "es": "ción ciones miento dades ando iendo ado ados",
    "fr": "ement aison tion eur euse ique ées ment eaux",
    "de": "ung ungen lich lichen keit heit schaft isch ieren chen",
    "it": "zione zioni mento ità ando endo ato ati ezza",
    "pt": "ção ções mento dade ando endo inho ram",
    "nl": "ing heid lijk ijk eren atie tje",
    "pl": "ość ości anie enie ego emu ować ałem ałam ych",
    "sv": "ningen ning het lig arna erna ade",
    "da": "ningen ning hed lig erne ede",
    "no": "ningen ning het lig ene ede",
    "fi": "ssa ssä sta stä lla llä ksi inen aan ään tta ttä",
    "tr": "yor yorum ları leri lar ler dım dim ımı imi mış miş",
    "cs": "ání ení ovat ého ému ích ostí ách",
    "hu": "nak nek ban ben ból ről ság ség tam tem etni",
    "ro": "ție ția ții ului elor esc ească ează",
}
LETTERS = (
    ("ñ¿¡", "es"),
    ("ãõ", "pt"),
    ("ß", "de"),
    ("łżźśńąę", "pl"),
    ("ěřů", "cs"),
    ("ğış", "tr"),
    ("őű", "hu"),
    ("țșă", "ro"),
    ("œêèë", "fr"),
    ("å", "sv da no"),
    ("øæ", "da no"),
    ("äö", "de sv fi"),
    ("ü", "de tr hu"),
    ("ì", "it"),
    ("ò", "it"),
    ("ç", "fr pt tr"),
    ("č", "cs"),
)
