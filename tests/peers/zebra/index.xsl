<?xml version="1.0" encoding="UTF-8"?>
<!-- Which words of a record can be searched for, and where. Koha numbers its records in 999$c. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:z="http://indexdata.com/zebra-2.0"
    xmlns:marc="http://www.loc.gov/MARC21/slim">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:template match="/"><all><xsl:apply-templates select="//marc:record"/></all></xsl:template>
  <xsl:template match="marc:record">
    <xsl:variable name="number">
      <xsl:choose>
        <xsl:when test="marc:datafield[@tag='999']"><xsl:value-of select="marc:datafield[@tag='999']/marc:subfield[@code='c']"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="marc:controlfield[@tag='001']"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <z:record z:id="{$number}" z:type="update">
      <z:index name="Local-number:w"><xsl:value-of select="$number"/></z:index>
      <xsl:for-each select="marc:datafield[@tag='245']">
        <z:index name="Title:w Title:p Any:w">
          <xsl:for-each select="marc:subfield[@code!='c']"><xsl:value-of select="."/><xsl:text> </xsl:text></xsl:for-each>
        </z:index>
      </xsl:for-each>
      <xsl:for-each select="marc:datafield[@tag='100' or @tag='110' or @tag='700' or @tag='710']/marc:subfield[@code='a']">
        <z:index name="Author:w Author:p Any:w"><xsl:value-of select="."/></z:index>
      </xsl:for-each>
      <xsl:for-each select="marc:datafield[starts-with(@tag, '6')]">
        <z:index name="Subject-heading:w Subject-heading:p Any:w">
          <xsl:for-each select="marc:subfield"><xsl:value-of select="."/><xsl:text> </xsl:text></xsl:for-each>
        </z:index>
      </xsl:for-each>
      <xsl:for-each select="marc:datafield[@tag='020']/marc:subfield[@code='a']">
        <z:index name="ISBN:w"><xsl:value-of select="."/></z:index>
      </xsl:for-each>
    </z:record>
  </xsl:template>
</xsl:stylesheet>
